package bridge.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds all rows of a person, starting at their identifiers, and deletes them page by page. A row
/// that leads to other partitions is deleted after theirs, so that an erasure that ended early is
/// continued by the next one. An identifier that now belongs to another profile, and a link to
/// another person, are kept; so are another's profile and what leads from it to its identifiers.
final class Erasure {
  /// Prefix of the name of a partition that belongs to the same person.
  static final String ALSO = "also#";

  private final UnitOfWork rows;

  /// The person's own identifiers: any profile they belong to is the person's.
  private final Set<String> own = new HashSet<>();

  private final Set<String> profiles = new HashSet<>();

  /// The person's partitions, and those of them that nobody else has rows in.
  private final Set<String> theirs = new HashSet<>();

  private final Set<String> whole = new HashSet<>();

  /// Partitions that were another's when they were found, and their profiles.
  private final Map<String, String> others = new LinkedHashMap<>();

  /// Partitions of theirs that hold another's profile.
  private final Set<String> shared = new LinkedHashSet<>();

  private Erasure(UnitOfWork rows) {
    this.rows = rows;
  }

  /// @param partitions of the person's identifiers, including a visitor's
  static void run(List<String> partitions, UnitOfWork rows) throws TableUnavailableException {
    Erasure erasure = new Erasure(rows);
    erasure.own.addAll(partitions);
    erasure.eraseTheirs(partitions);
    for (int found = 0; found < erasure.theirs.size(); ) {
      found = erasure.theirs.size();
      erasure.eraseTheirs(List.copyOf(erasure.others.keySet()));
    }
    List<String> shared = List.copyOf(erasure.shared);
    erasure.shared.clear(); // others may have turned out to be theirs
    for (String each : shared) {
      erasure.erasePages(each, true);
    }
  }

  /// Erases those of the partitions that are the person's.
  private void eraseTheirs(List<String> partitions) throws TableUnavailableException {
    List<String> left = partitions.stream().filter(each -> !whole.contains(each)).toList();
    List<Key> keys = new ArrayList<>();
    left.forEach(each -> keys.addAll(List.of(ProfileIndex.key(each), IdentityLinks.key(each))));
    requireTime();
    Map<Key, Row> found = rows.readAgain(keys);
    for (String each : left) {
      erase(each, found.get(ProfileIndex.key(each)), found.get(IdentityLinks.key(each)));
    }
  }

  private void erase(String partition, @Nullable Row identifier, @Nullable Row visitor)
      throws TableUnavailableException {
    String profile = ProfileIndex.profile(identifier);
    List<String> next = new ArrayList<>(Partitions.of(IdentityLinks.who(visitor)));
    boolean isOwn = own.contains(partition);
    boolean isLinked = next.stream().anyMatch(each -> own.contains(each) || theirs.contains(each));
    if (isOwn) { // an identifier without a row is its own profile
      profiles.add(profile == null ? partition : profile);
    }
    boolean isWhole = profile == null || profiles.contains(profile);
    boolean isOfProfile = visitor == null && (isWhole || profiles.contains(partition));
    if (!isOwn && !isLinked && !isOfProfile) {
      others.put(partition, profile == null ? "" : profile);
      return;
    }
    boolean isNew = isWhole ? whole.add(partition) : !theirs.contains(partition);
    theirs.add(partition);
    if (!isNew) {
      return;
    }
    own.addAll(next);
    if (isOwn && profile != null) {
      next.add(profile);
    }
    eraseTheirs(next);
    erasePages(partition, isWhole);
  }

  /// @param isWhole whether the partition has no rows of another profile's identifier
  private void erasePages(String partition, boolean isWhole) throws TableUnavailableException {
    Table.Page page;
    String after = "";
    do {
      requireTime();
      page = rows.readPage(partition, after);
      List<Key> keys = page.rows().stream().map(Row::key).toList();
      eraseTheirs(keys.stream().filter(Erasure::isAlso).map(Erasure::also).toList());
      if (keys.stream().anyMatch(key -> isOfAnother(key, partition))) {
        shared.add(partition);
      }
      requireTime();
      rows.delete(keys.stream().filter(key -> isTheirs(key, partition, isWhole)).toList());
      after = keys.isEmpty() ? after : keys.getLast().sort();
    } while (!page.isLast());
  }

  private boolean isTheirs(Key key, String partition, boolean isWhole) {
    if (key.sort().equals(StaleWriteGuard.PROFILE)) { // after the rows that lead from it
      return !shared.contains(partition);
    }
    return isAlso(key) ? !isOfAnother(key, partition) : isWhole;
  }

  /// Whether a row leads from a profile to an identifier of it that is another's.
  private boolean isOfAnother(Key key, String profile) {
    return isAlso(key) && profile.equals(others.get(also(key))) && !theirs.contains(also(key));
  }

  private static boolean isAlso(Key key) {
    return key.sort().startsWith(ALSO);
  }

  private static String also(Key key) {
    return key.sort().substring(ALSO.length());
  }

  private void requireTime() throws TableUnavailableException {
    if (rows.isLate()) {
      throw new TableUnavailableException("out of time");
    }
  }
}
