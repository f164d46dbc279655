package bridge.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run came to.
record RunReport(RunConfig runConfig, World world, RunTotals runTotals, double seconds) {
  private static final int REGALS_LIMIT = 300;

  /// @param nanos that the run took
  static RunReport of(RunConfig runConfig, World world, long nanos) {
    RunTotals runTotals = RunTotals.of(world.eventLedger.facts());
    Invariants invariants = world.invariants;
    RegalPostLog regalPostLog = world.regalPostLog;
    RateCheck pace = world.pace;
    invariants.hold(runTotals.lost() == 0, runTotals.lost() + " events lost");
    invariants.hold(runTotals.reordered() == 0, runTotals.reordered() + " events reordered");
    invariants.hold(
        regalPostLog.overtaken() == 0,
        regalPostLog.overtaken() + " events posted before their turn");
    for (SimulatedQueueConsumer simulatedQueueConsumer : List.of(world.live, world.bulk)) {
      SqsModel queue = simulatedQueueConsumer.queue;
      invariants.hold(
          queue.size() == 0, queue.size() + " messages still wait, first " + waiting(queue));
      int most = simulatedQueueConsumer.pace.mostWhileTheyStay();
      invariants.hold(
          most <= simulatedQueueConsumer.settings.regalRequestsPerSecond(),
          most + " POSTs in a second of a lane");
    }
    invariants.hold(
        pace.mostAcrossAChange() <= REGALS_LIMIT,
        pace.mostAcrossAChange() + " POSTs in a second across a change of environments");
    return new RunReport(runConfig, world, runTotals, nanos / 1e9);
  }

  /// The event that stands first in the queue, empty where none does.
  private static String waiting(SqsModel queue) {
    @Nullable SqsMessage first = queue.first();
    @Nullable MessageCopy messageCopy = first == null ? null : first.messageCopy;
    return messageCopy == null
        ? ""
        : messageCopy.fact().number + ", which is sick: " + messageCopy.fact().poisonKind;
  }

  boolean holds() {
    return world.invariants.count() == 0;
  }

  String hash() {
    return world.eventLedger.trace().hash();
  }

  String text() {
    Faults faults = world.faults;
    EventLedger eventLedger = world.eventLedger;
    RegalPostLog regalPostLog = world.regalPostLog;
    long injected = faults.counts().values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    line(text, "seed", runConfig.seed());
    line(text, "events accepted", runTotals.accepted());
    line(text, "virtual hours", "%.1f".formatted(world.scheduler.nanoTime() / 3.6e12));
    line(text, "operations", faults.operations());
    line(
        text,
        "faults injected",
        "%s (%.1f %%) %s"
            .formatted(injected, 100.0 * injected / faults.operations(), lower(faults.counts())));
    line(text, "delivered", runTotals.delivered());
    line(text, "skipped", eventLedger.skipped());
    line(text, "parked", eventLedger.parkedByReason());
    line(text, "lost", runTotals.lost());
    line(text, "reordered", runTotals.reordered());
    line(text, "order unsure", eventLedger.orderUnsure());
    line(
        text,
        "duplicates",
        regalPostLog.duplicates().total() + " " + lower(regalPostLog.duplicates().counts()));
    line(text, "of named events", lower(regalPostLog.duplicates().named()));
    @Nullable MemoryChecks memory = world.memory;
    if (memory != null) {
      remembered(text, memory);
    }
    line(text, "POSTs to Regal", regalPostLog.count());
    line(
        text,
        "most in a second",
        "%s live and %s bulk while environments stay, %s together across a change"
            .formatted(
                world.live.pace.mostWhileTheyStay(),
                world.bulk.pace.mostWhileTheyStay(),
                world.pace.mostAcrossAChange()));
    line(text, "seconds", "%.1f".formatted(seconds));
    line(text, "events a second", "%.0f".formatted(runTotals.accepted() / seconds));
    line(text, "trace", hash());
    return text.toString();
  }

  private void remembered(StringBuilder text, MemoryChecks memory) {
    CountingTelemetry countingTelemetry = world.countingTelemetry;
    line(text, "repeats not sent", countingTelemetry.of("Repeated"));
    line(text, "by a link", countingTelemetry.of("Linked"));
    line(text, "without a link", lower(memory.visitors().skipped()));
    line(
        text,
        "left out",
        "%s stale, %s repeated, %s unchecked"
            .formatted(
                countingTelemetry.of("stale_traits"),
                countingTelemetry.of("optin_repeated"),
                countingTelemetry.of("optin_unchecked")));
    line(
        text,
        "passed unasked",
        "%s stale, %s repeated".formatted(memory.newest().stale(), memory.newest().repeated()));
    line(
        text,
        "table",
        "%s rows read, %s written, %s calls failed or not made"
            .formatted(
                countingTelemetry.of("TableReads"),
                countingTelemetry.of("TableWrites"),
                countingTelemetry.of("MemoryUnavailable")));
  }

  /// The run in one line.
  String line() {
    return "seed %-10s %s events, %s delivered, %s lost, %s reordered, %s duplicates, trace %s%n"
        .formatted(
            runConfig.seed(),
            runTotals.accepted(),
            runTotals.delivered(),
            runTotals.lost(),
            runTotals.reordered(),
            world.regalPostLog.duplicates().total(),
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
