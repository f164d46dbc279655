package bridge.fake;

import bridge.state.Key;
import bridge.state.Row;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table in the process. A script may let a call fail before it did anything, or lose its answer.
public final class FakeTable implements Table {
  /// What happens to a call.
  public enum Fate {
    ANSWERED,
    /// Nothing is done.
    REFUSED,
    /// It is done, and nobody is told.
    LOST
  }

  private final Map<Key, Row> rows = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private int reads;
  private int writes;
  private Function<String, Fate> fates = _ -> Fate.ANSWERED;

  /// Decides by what is called: `read`, `readAll`, `write consent`, `delete`.
  public synchronized void fates(Function<String, Fate> fates) {
    this.fates = fates;
  }

  public synchronized void isDown(boolean isDown) {
    fates(_ -> isDown ? Fate.REFUSED : Fate.ANSWERED);
  }

  /// Everything that stands in it.
  public synchronized List<Row> scan() {
    return List.copyOf(rows.values());
  }

  /// What was called since the last time.
  public synchronized List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  /// How many rows were asked for.
  public synchronized int reads() {
    return reads;
  }

  /// How many rows were written or deleted, or would have been.
  public synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized List<Row> read(List<Key> keys) throws TableUnavailableException {
    reads += keys.size();
    return called("read", () -> keys.stream().filter(rows::containsKey).map(rows::get).toList());
  }

  @Override
  public synchronized List<Row> readAll(String partition) throws TableUnavailableException {
    return called(
        "readAll",
        () -> rows.values().stream().filter(r -> r.key().partition().equals(partition)).toList());
  }

  @Override
  public synchronized Write write(Row row, @Nullable String expected)
      throws TableUnavailableException {
    writes++;
    return called("write " + row.key().sort().replaceFirst("#.*", ""), () -> put(row, expected));
  }

  @Override
  public synchronized void delete(List<Key> keys) throws TableUnavailableException {
    writes += keys.size();
    called("delete", () -> rows.keySet().removeAll(keys));
  }

  private Write put(Row row, @Nullable String expected) {
    Row standing = rows.get(row.key());
    String token = standing == null ? null : standing.token();
    if (token == null ? expected != null : !token.equals(expected)) {
      return new Write.Refused(standing);
    }
    rows.put(row.key(), row);
    return new Write.Done();
  }

  private interface Answer<T> {
    T given();
  }

  private <T> T called(String what, Answer<T> answer) throws TableUnavailableException {
    calls.add(what);
    Fate fate = fates.apply(what);
    if (fate == Fate.REFUSED) {
      throw new TableUnavailableException("down");
    }
    T given = answer.given();
    if (fate == Fate.LOST) {
      throw new TableUnavailableException("answer lost");
    }
    return given;
  }
}
