package bridge.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds all rows of a person, starting at their identifiers, and deletes them. An identifier that
/// now belongs to another profile, and a link to another person, are kept.
final class Erasure {
  /// Prefix of the name of a partition that belongs to the same person.
  static final String ALSO = "also#";

  private final UnitOfWork rows;
  private final Map<String, List<Row>> theirs = new LinkedHashMap<>();
  private final Set<String> profiles = new HashSet<>();
  private final Deque<String> toStart = new ArrayDeque<>();
  private final Deque<String> toFollow = new ArrayDeque<>();
  private final Map<String, List<Row>> visitors = new LinkedHashMap<>();

  private Erasure(UnitOfWork rows) {
    this.rows = rows;
  }

  /// @param partitions of the person's identifiers, including a visitor's
  static void run(List<String> partitions, UnitOfWork rows) throws TableUnavailableException {
    Erasure erasure = new Erasure(rows);
    erasure.toStart.addAll(partitions);
    do {
      erasure.start();
      erasure.follow();
    } while (erasure.takeVisitor());
    erasure.delete();
  }

  /// The person's own identifiers: any profile they belong to is the person's.
  private void start() throws TableUnavailableException {
    while (!toStart.isEmpty()) {
      String partition = toStart.remove();
      List<Row> found = theirs.containsKey(partition) ? List.of() : rows.readAll(partition);
      for (Row row : found) {
        String profile = ProfileIndex.isIdentifier(row) ? ProfileIndex.profile(row) : null;
        if (profile != null && profiles.add(profile)) {
          toFollow.add(profile);
        }
      }
      take(partition, found);
    }
  }

  private void follow() throws TableUnavailableException {
    while (!toFollow.isEmpty()) {
      String partition = toFollow.remove();
      if (theirs.containsKey(partition) || visitors.containsKey(partition)) {
        continue;
      }
      List<Row> found = rows.readAll(partition);
      if (found.stream().anyMatch(row -> row.key().sort().equals(IdentityLinks.SORT))) {
        visitors.put(partition, found);
      } else if (profiles.contains(partition) || isOfProfile(found)) {
        take(partition, found);
      }
    }
  }

  private boolean isOfProfile(List<Row> found) {
    return found.stream()
        .filter(ProfileIndex::isIdentifier)
        .map(ProfileIndex::profile)
        .allMatch(profile -> profile == null || profiles.contains(profile));
  }

  private void take(String partition, List<Row> found) {
    if (theirs.putIfAbsent(partition, found) != null) {
      return;
    }
    for (Row row : found) {
      String sort = row.key().sort();
      if (sort.startsWith(ALSO)) {
        toFollow.add(sort.substring(ALSO.length()));
      }
      toStart.addAll(identifiers(row));
    }
  }

  /// Takes one visitor whose link names the person, if any is left.
  private boolean takeVisitor() throws TableUnavailableException {
    for (Map.Entry<String, List<Row>> visitor : visitors.entrySet()) {
      boolean isTheirs =
          visitor.getValue().stream()
              .anyMatch(row -> !Collections.disjoint(identifiers(row), theirs.keySet()));
      if (isTheirs && !theirs.containsKey(visitor.getKey())) {
        take(visitor.getKey(), visitor.getValue());
        return true;
      }
    }
    return false;
  }

  private static List<String> identifiers(Row row) {
    IdentityLink identityLink =
        row.key().sort().equals(IdentityLinks.SORT) ? IdentityLink.of(row) : null;
    return identityLink == null ? List.of() : Partitions.of(identityLink.who());
  }

  private void delete() throws TableUnavailableException {
    List<Key> keys = new ArrayList<>();
    theirs.forEach(
        (partition, found) -> {
          boolean isWhole = isOfProfile(found);
          for (Row row : found) {
            String sort = row.key().sort();
            if (isWhole || sort.equals(StaleWriteGuard.PROFILE) || sort.startsWith(ALSO)) {
              keys.add(row.key());
            }
          }
        });
    rows.delete(keys);
  }
}
