package bridge.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run came to.
record RunReport(RunConfig plan, World world, RunTotals sums, double seconds) {
  private static final int REGALS_LIMIT = 300;

  /// @param nanos that the run took
  static RunReport of(RunConfig plan, World world, long nanos) {
    RunTotals sums = RunTotals.of(world.ledger.facts());
    Invariants promises = world.promises;
    RegalPostLog posts = world.posts;
    RateCheck pace = world.pace;
    promises.hold(sums.lost() == 0, sums.lost() + " events lost");
    promises.hold(sums.reordered() == 0, sums.reordered() + " events reordered");
    promises.hold(posts.overtaken() == 0, posts.overtaken() + " events posted before their turn");
    for (SimulatedQueueConsumer lane : List.of(world.live, world.bulk)) {
      SqsModel queue = lane.queue;
      promises.hold(
          queue.size() == 0, queue.size() + " messages still wait, first " + waiting(queue));
      int most = lane.pace.mostWhileTheyStay();
      promises.hold(
          most <= lane.settings.regalRequestsPerSecond(), most + " POSTs in a second of a lane");
    }
    promises.hold(
        pace.mostAcrossAChange() <= REGALS_LIMIT,
        pace.mostAcrossAChange() + " POSTs in a second across a change of environments");
    return new RunReport(plan, world, sums, nanos / 1e9);
  }

  /// The event that stands first in the queue, empty where none does.
  private static String waiting(SqsModel queue) {
    @Nullable SqsMessage first = queue.first();
    @Nullable MessageCopy copy = first == null ? null : first.copy;
    return copy == null ? "" : copy.fact().number + ", which is sick: " + copy.fact().sickness;
  }

  boolean holds() {
    return world.promises.count() == 0;
  }

  String hash() {
    return world.ledger.trace().hash();
  }

  String text() {
    Faults faults = world.faults;
    EventLedger ledger = world.ledger;
    RegalPostLog posts = world.posts;
    long injected = faults.counts().values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    line(text, "seed", plan.seed());
    line(text, "events accepted", sums.accepted());
    line(text, "virtual hours", "%.1f".formatted(world.scheduler.nanoTime() / 3.6e12));
    line(text, "operations", faults.operations());
    line(
        text,
        "faults injected",
        "%s (%.1f %%) %s"
            .formatted(injected, 100.0 * injected / faults.operations(), lower(faults.counts())));
    line(text, "delivered", sums.delivered());
    line(text, "skipped", ledger.skipped());
    line(text, "parked", ledger.parkedByReason());
    line(text, "lost", sums.lost());
    line(text, "reordered", sums.reordered());
    line(text, "order unsure", ledger.orderUnsure());
    line(text, "duplicates", posts.duplicates().total() + " " + lower(posts.duplicates().counts()));
    line(text, "of named events", lower(posts.duplicates().named()));
    @Nullable MemoryChecks memory = world.memory;
    if (memory != null) {
      remembered(text, memory);
    }
    line(text, "POSTs to Regal", posts.count());
    line(
        text,
        "most in a second",
        "%s live and %s bulk while environments stay, %s together across a change"
            .formatted(
                world.live.pace.mostWhileTheyStay(),
                world.bulk.pace.mostWhileTheyStay(),
                world.pace.mostAcrossAChange()));
    line(text, "seconds", "%.1f".formatted(seconds));
    line(text, "events a second", "%.0f".formatted(sums.accepted() / seconds));
    line(text, "trace", hash());
    return text.toString();
  }

  private void remembered(StringBuilder text, MemoryChecks memory) {
    CountingTelemetry counts = world.counts;
    line(text, "repeats not sent", counts.of("Repeated"));
    line(text, "by a link", counts.of("Linked"));
    line(text, "without a link", lower(memory.visitors().skipped()));
    line(
        text,
        "left out",
        "%s stale, %s repeated, %s unchecked"
            .formatted(
                counts.of("stale_traits"),
                counts.of("optin_repeated"),
                counts.of("optin_unchecked")));
    line(
        text,
        "passed unasked",
        "%s stale, %s repeated".formatted(memory.newest().stale(), memory.newest().repeated()));
    line(
        text,
        "table",
        "%s rows read, %s written, %s calls failed or not made"
            .formatted(
                counts.of("TableReads"), counts.of("TableWrites"), counts.of("MemoryUnavailable")));
  }

  /// The run in one line.
  String line() {
    return "seed %-10s %s events, %s delivered, %s lost, %s reordered, %s duplicates, trace %s%n"
        .formatted(
            plan.seed(),
            sums.accepted(),
            sums.delivered(),
            sums.lost(),
            sums.reordered(),
            world.posts.duplicates().total(),
            hash());
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-18s%s%n".formatted(name, value));
  }

  private static Map<String, Long> lower(Map<? extends Enum<?>, Long> counts) {
    Map<String, Long> lower = new TreeMap<>();
    counts.forEach((name, count) -> lower.put(name.name().toLowerCase(Locale.ROOT), count));
    return lower;
  }
}
