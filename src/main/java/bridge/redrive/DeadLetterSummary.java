package bridge.redrive;

import bridge.redrive.RedriveResult.ByReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Counts dead letters by reason and age, reasons in alphabetical order.
final class DeadLetterSummary {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private DeadLetterSummary() {}

  static List<ByReason> of(List<DeadLetter> deadLetters, Instant now) {
    var reasons = new TreeMap<String, List<Duration>>();
    for (DeadLetter each : deadLetters) {
      Duration age = Duration.between(each.firstSeen(), now);
      reasons.computeIfAbsent(each.reason(), _ -> new ArrayList<>()).add(age);
    }
    List<ByReason> listed = new ArrayList<>();
    reasons.forEach((reason, ages) -> listed.add(byReason(reason, ages, now)));
    return listed;
  }

  private static ByReason byReason(String reason, List<Duration> ages, Instant now) {
    Duration oldest = ages.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    return new ByReason(
        reason,
        count(ages, age -> age.compareTo(HOUR) < 0),
        count(ages, age -> age.compareTo(HOUR) >= 0 && age.compareTo(DAY) < 0),
        count(ages, age -> age.compareTo(DAY) >= 0 && age.compareTo(WEEK) < 0),
        count(ages, age -> age.compareTo(WEEK) >= 0),
        now.minus(oldest));
  }

  private static int count(List<Duration> ages, Predicate<Duration> isCounted) {
    return (int) ages.stream().filter(isCounted).count();
  }
}
