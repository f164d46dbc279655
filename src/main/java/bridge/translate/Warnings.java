package bridge.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The warnings of one event under translation, each once, in the order in which they are found. At
/// most 100, lost opt-outs first, and then one that says that there were more.
final class Warnings {
  private static final int MAX = 100;

  private final Set<Found> all = new LinkedHashSet<>();
  private final Set<Found> lost = new LinkedHashSet<>();
  private boolean isTruncated;

  private record Found(WarningCode code, JsonPath path) {
    Warning warning() {
      return new Warning(code, path.path());
    }
  }

  void add(WarningCode code, JsonPath path) {
    Found found = new Found(code, path);
    if (code.isOfOptOutToCheck() && lost.size() < MAX) {
      lost.add(found);
    }
    if (all.size() < MAX) {
      all.add(found);
    } else {
      isTruncated |= !all.contains(found);
    }
  }

  /// The warnings of both, with the same limit.
  static List<Warning> join(List<Warning> some, List<Warning> more) {
    List<Warning> all = new ArrayList<>(some);
    all.addAll(more);
    if (all.size() <= MAX) {
      return all;
    }
    all.sort(Comparator.comparing(warning -> !warning.code().isOfOptOutToCheck()));
    return truncated(all);
  }

  List<Warning> list() {
    if (!isTruncated) {
      return all.stream().map(Found::warning).toList();
    }
    Set<Found> kept = new LinkedHashSet<>(lost);
    kept.addAll(all);
    return truncated(kept.stream().map(Found::warning).toList());
  }

  private static List<Warning> truncated(List<Warning> all) {
    List<Warning> list = new ArrayList<>(all.subList(0, Math.min(MAX, all.size())));
    list.add(new Warning(WarningCode.WARNINGS_TRUNCATED, JsonPath.EVENT.path()));
    return list;
  }
}
