package bridge.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run came to.
record Figures(
    Plan plan,
    long events,
    long delivered,
    long lost,
    long reordered,
    Ledger ledger,
    Posts posts,
    Faults faults,
    String hash,
    double virtualHours,
    double seconds,
    List<String> broken) {
  private static final int PACE = 250;
  private static final int REGALS_LIMIT = 300;

  static Figures of(
      Plan plan,
      Ledger ledger,
      Posts posts,
      Promises promises,
      Faults faults,
      Scheduler scheduler,
      int waiting,
      long nanos) {
    long accepted = 0;
    long delivered = 0;
    long lost = 0;
    Map<Integer, List<Fact>> people = new HashMap<>();
    for (Fact fact : ledger.facts()) {
      if (fact.processed > 0) {
        people.computeIfAbsent(fact.person, _ -> new ArrayList<>()).add(fact);
        delivered++;
      }
      if (fact.isAccepted()) {
        accepted++;
        if (fact.processed == 0 && !fact.isSkipped && fact.parked == 0) {
          lost++;
        }
      }
    }
    long reordered = posts.overtaken();
    for (List<Fact> person : people.values()) {
      reordered += OrderCheck.reordered(person);
    }
    PaceCheck pace = posts.pace();
    promises.hold(lost == 0, lost + " events lost");
    promises.hold(reordered == 0, reordered + " events reordered");
    promises.hold(waiting == 0, waiting + " messages still wait");
    promises.hold(
        pace.mostWhileTheyStay() <= PACE, pace.mostWhileTheyStay() + " POSTs in a second");
    promises.hold(
        pace.mostAcrossAChange() <= REGALS_LIMIT,
        pace.mostAcrossAChange() + " POSTs in a second across a change of environments");
    return new Figures(
        plan,
        accepted,
        delivered,
        lost,
        reordered,
        ledger,
        posts,
        faults,
        ledger.trace().hash(),
        scheduler.nanoTime() / 3.6e12,
        nanos / 1e9,
        promises.examples());
  }

  boolean holds() {
    return broken.isEmpty();
  }

  String text() {
    long injected = faults.counts().values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    line(text, "seed", plan.seed());
    line(text, "events accepted", events);
    line(text, "virtual hours", "%.1f".formatted(virtualHours));
    line(text, "operations", faults.operations());
    line(
        text,
        "faults injected",
        "%s (%.1f %%) %s"
            .formatted(injected, 100.0 * injected / faults.operations(), lower(faults.counts())));
    line(text, "delivered", delivered);
    line(text, "skipped", ledger.skipped());
    line(text, "parked", ledger.parkedByReason());
    line(text, "lost", lost);
    line(text, "reordered", reordered);
    line(text, "order unsure", ledger.orderUnsure());
    line(text, "duplicates", posts.duplicates().total() + " " + lower(posts.duplicates().counts()));
    line(text, "POSTs to Regal", posts.count());
    line(
        text,
        "most in a second",
        "%s while environments stay, %s across a change"
            .formatted(posts.pace().mostWhileTheyStay(), posts.pace().mostAcrossAChange()));
    line(text, "seconds", "%.1f".formatted(seconds));
    line(text, "events a second", "%.0f".formatted(events / seconds));
    line(text, "trace", hash);
    return text.toString();
  }

  /// The run in one line.
  String line() {
    return "seed %-10s %s events, %s delivered, %s lost, %s reordered, %s duplicates, trace %s%n"
        .formatted(
            plan.seed(), events, delivered, lost, reordered, posts.duplicates().total(), hash);
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-18s%s%n".formatted(name, value));
  }

  private static Map<String, Long> lower(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> lower = new TreeMap<>();
    counts.forEach(
        (name, count) -> lower.put(name.name().toLowerCase(java.util.Locale.ROOT), count));
    return lower;
  }
}
