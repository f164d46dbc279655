package bridge.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The members of a small object as arrays in document order, which takes less memory than a hash
/// table. Immutable.
final class Members extends AbstractMap<String, Json> {
  /// Larger objects use a hash table.
  static final int MOST = 16;

  private final String[] names;
  private final Json[] values;
  private final int size;
  private final long marks;

  /// @param marks [#mark] of each name
  private Members(String[] names, Json[] values, int size, long marks) {
    this.names = names;
    this.values = values;
    this.size = size;
    this.marks = marks;
  }

  /// The same members in the same order, in a map that never changes.
  static Map<String, Json> copyOf(Map<String, Json> members) {
    if (members instanceof Members) {
      return members;
    }
    if (members.size() > MOST) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
    Growing copy = new Growing(members.size());
    members.forEach(copy::append);
    return copy.done();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    if (name == null || (marks & mark(name)) == 0) {
      return null;
    }
    int at = indexOf(names, size, name);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    for (int i = 0; i < size; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<String> keySet() {
    return new InOrder<>(size, i -> names[i]);
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return new InOrder<>(size, i -> Map.entry(names[i], values[i]));
  }

  /// One bit of 64: most absent names are detected without a search.
  private static long mark(Object name) {
    return 1L << name.hashCode();
  }

  private static int indexOf(String[] names, int size, Object name) {
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      if (names[i].hashCode() == hash && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static final class InOrder<T> extends AbstractSet<T> {
    private final int size;
    private final IntFunction<T> each;

    InOrder(int size, IntFunction<T> each) {
      this.size = size;
      this.each = each;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public T next() {
          if (next >= size) {
            throw new NoSuchElementException();
          }
          return each.apply(next++);
        }
      };
    }
  }

  /// The members of an object while it is read.
  static final class Growing {
    private String[] names;
    private Json[] values;
    private int size;
    private long marks;
    private @Nullable Map<String, Json> many;

    Growing(int expected) {
      this.names = new String[expected];
      this.values = new Json[expected];
    }

    /// Whether the name is new. A second value for a name is not kept.
    boolean add(String name, Json value) {
      if (many != null) {
        return many.putIfAbsent(name, value) == null;
      }
      if ((marks & mark(name)) != 0 && indexOf(names, size, name) >= 0) {
        return false;
      }
      append(name, value);
      return true;
    }

    Map<String, Json> done() {
      return many == null ? new Members(names, values, size, marks) : many;
    }

    private void append(String name, Json value) {
      if (size == MOST) {
        many = new LinkedHashMap<>(done());
        many.put(name, value);
        return;
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      names[size] = name;
      values[size++] = value;
      marks |= mark(name);
    }
  }
}
