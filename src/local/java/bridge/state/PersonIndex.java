package bridge.state;

import bridge.profile.Identity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Leads from a phone or an e-mail to what else the state table has of its person in plain text. It
/// only reads.
public final class PersonIndex {
  /// A person has a few; more take too long.
  private static final int MOST_PARTITIONS = 60;

  private final Function<String, List<Row>> reader;

  /// Partitions of the person, and those that some row names as such.
  private final Set<String> theirs = new HashSet<>();

  private final Set<String> found = new LinkedHashSet<>();
  private final Deque<String> next = new ArrayDeque<>();
  private final Set<String> profiles = new HashSet<>();
  private final Set<String> visitors = new HashSet<>();
  private final Set<String> userIds = new TreeSet<>();
  private final Set<String> phones = new TreeSet<>();
  private final Set<String> emails = new TreeSet<>();
  private boolean hasRows;

  /// What was found.
  ///
  /// @param isKnown whether the table has any row of the phone or e-mail
  /// @param unnamed how many identifiers it has as hashes alone, of which log lines have others
  /// @param isComplete whether all rows were read
  public record Person(
      Set<String> userIds,
      Set<String> phones,
      Set<String> emails,
      boolean isKnown,
      long unnamed,
      boolean isComplete) {
    public Person {
      userIds = Set.copyOf(userIds);
      phones = Set.copyOf(phones);
      emails = Set.copyOf(emails);
    }
  }

  private PersonIndex(Function<String, List<Row>> reader) {
    this.reader = reader;
  }

  /// What the rows of the contact lead to.
  ///
  /// @param contact the phone, in E.164, or the e-mail
  /// @param reader of all rows of a partition
  public static Person find(Identity contact, Function<String, List<Row>> reader) {
    PersonIndex index = new PersonIndex(reader);
    List<String> partitions = Partitions.of(contact);
    index.theirs.addAll(partitions);
    partitions.forEach(index::follow);
    return index.read();
  }

  private Person read() {
    int partitions = 0;
    while (!next.isEmpty() && partitions < MOST_PARTITIONS) {
      partitions++;
      String partition = next.removeFirst();
      read(partition, reader.apply(partition));
    }
    Set<String> named = new HashSet<>(visitors);
    userIds.forEach(userId -> named.addAll(partitions(List.of(), List.of(), userId)));
    named.addAll(partitions(List.copyOf(phones), List.copyOf(emails), null));
    long unnamed = theirs.stream().filter(each -> !named.contains(each)).count();
    return new Person(userIds, phones, emails, hasRows, unnamed, next.isEmpty());
  }

  private static List<String> partitions(
      List<String> phones, List<String> emails, @Nullable String userId) {
    return Partitions.of(new Identity(phones, emails, userId));
  }

  private void read(String partition, List<Row> rows) {
    Row identifier = row(rows, ProfileIndex.key(partition));
    Row link = row(rows, IdentityLinks.key(partition));
    String profile = ProfileIndex.profile(identifier);
    boolean isOwn = theirs.contains(partition);
    if (isOwn && profile != null) {
      profiles.add(profile);
      theirs.add(profile);
      follow(profile);
    }
    if (profile != null && profiles.contains(profile)) {
      theirs.add(partition);
    }
    Identity visitor = IdentityLinks.who(link);
    if (Partitions.of(visitor).stream().anyMatch(theirs::contains)) {
      visitors.add(partition);
      theirs.add(partition);
      add(visitor);
    }
    if (!theirs.contains(partition)) {
      return; // another person's by now
    }
    hasRows |= !rows.isEmpty();
    add(IdentityLinks.who(row(rows, new Key(partition, StaleWriteGuard.PROFILE))));
    rows.stream()
        .map(row -> row.key().sort())
        .filter(sort -> sort.startsWith(Erasure.ALSO))
        .forEach(sort -> follow(sort.substring(Erasure.ALSO.length())));
  }

  private static @Nullable Row row(List<Row> rows, Key key) {
    return rows.stream().filter(row -> row.key().equals(key)).findFirst().orElse(null);
  }

  private void add(Identity who) {
    phones.addAll(who.phones());
    emails.addAll(who.emails());
    String userId = who.userId();
    if (userId != null) {
      userIds.add(userId);
    }
  }

  private void follow(String partition) {
    if (found.add(partition)) {
      next.addLast(partition);
    }
  }
}
