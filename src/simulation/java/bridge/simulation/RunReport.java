package bridge.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run came to.
record RunReport(RunConfig runConfig, World world, RunTotals runTotals, double seconds) {
  private static final int REGAL_LIMIT = 300;

  /// @param nanos that the run took
  static RunReport of(RunConfig runConfig, World world, long nanos) {
    RunTotals runTotals = RunTotals.of(world.ledger.events());
    Invariants invariants = world.invariants;
    RegalPostLog regalPostLog = world.regalPostLog;
    RateCheck rateCheck = world.rateCheck;
    invariants.check(runTotals.lost() == 0, runTotals.lost() + " events lost");
    invariants.check(runTotals.reordered() == 0, runTotals.reordered() + " events reordered");
    invariants.check(
        regalPostLog.overtaken() == 0,
        regalPostLog.overtaken() + " events posted before their turn");
    world.consents.checkNoneSwallowed(world.ledger.events());
    if (world.dispatchVariant.isBridge()) {
      world.duplicateBounds.check(regalPostLog.duplicates().counts(), invariants);
    }
    world.erasureCheck.checkEnd(world.ledger.events());
    for (EventSourceModel source : List.of(world.live, world.bulk)) {
      SqsModel queue = source.queue;
      invariants.check(
          queue.size() == 0, queue.size() + " messages still wait, first " + describeFirst(queue));
      int most = source.rateCheck.maxWhileStable();
      invariants.check(
          most <= source.settings.regalRequestsPerSecond(),
          most + " POSTs in a second from one queue");
    }
    invariants.check(
        rateCheck.maxAcrossChange() <= REGAL_LIMIT,
        rateCheck.maxAcrossChange() + " POSTs in a second across a change of environments");
    return new RunReport(runConfig, world, runTotals, nanos / 1e9);
  }

  /// The event that stands first in the queue, empty where none does.
  private static String describeFirst(SqsModel queue) {
    @Nullable SqsMessage first = queue.first();
    @Nullable MessageCopy copy = first == null ? null : first.copy;
    return copy == null ? "" : copy.event.number + ", which is sick: " + copy.event.poisonKind;
  }

  boolean isValid() {
    return world.invariants.count() == 0;
  }

  String hash() {
    return world.ledger.trace().hash();
  }

  String text() {
    Faults faults = world.faults;
    EventLedger ledger = world.ledger;
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
    line(text, "skipped", ledger.skipped());
    line(text, "dead_lettered", ledger.deadLettersByReason());
    line(text, "lost", runTotals.lost());
    line(text, "reordered", runTotals.reordered());
    line(text, "order unsure", ledger.orderUnsure());
    line(text, "late at Regal", regalPostLog.overtakenAtRegal() + " overtook a POST timed out");
    line(
        text,
        "duplicates",
        regalPostLog.duplicates().total() + " " + lower(regalPostLog.duplicates().counts()));
    line(text, "at most", lower(world.duplicateBounds.most(regalPostLog.duplicates().counts())));
    line(text, "of named events", lower(regalPostLog.duplicates().named()));
    line(
        text,
        "opt-outs",
        "%s lost, %s after a newer opt-in"
            .formatted(
                world.countingTelemetry.total("optout_lost"),
                world.countingTelemetry.total("optout_before_optin")));
    line(
        text,
        "consents",
        "after a later one %s, %s opt-ins of a clock that nothing shows to be wrong"
            .formatted(world.consents.revived(), world.consents.ofWrongClock()));
    @Nullable StateTableChecks checks = world.checks;
    if (checks != null) {
      appendState(text, checks);
    }
    line(text, "POSTs to Regal", regalPostLog.count());
    line(
        text,
        "most in a second",
        "%s live and %s bulk while environments stay, %s together across a change"
            .formatted(
                world.live.rateCheck.maxWhileStable(),
                world.bulk.rateCheck.maxWhileStable(),
                world.rateCheck.maxAcrossChange()));
    line(text, "seconds", "%.1f".formatted(seconds));
    line(text, "events a second", "%.0f".formatted(runTotals.accepted() / seconds));
    line(text, "trace", hash());
    return text.toString();
  }

  private void appendState(StringBuilder text, StateTableChecks checks) {
    CountingTelemetry countingTelemetry = world.countingTelemetry;
    line(text, "repeats not sent", countingTelemetry.total("DuplicatesSuppressed"));
    line(text, "by a link", countingTelemetry.total("VisitorsResolved"));
    line(text, "without a link", lower(checks.visitors().skipped()));
    line(
        text,
        "left out",
        "%s stale, %s opt-ins and %s opt-outs repeated, %s opt-ins unchecked"
            .formatted(
                countingTelemetry.total("stale_traits"),
                countingTelemetry.total("optin_repeated"),
                countingTelemetry.total("optout_repeated"),
                countingTelemetry.total("optin_unchecked")));
    line(text, "rejected in a row", world.rejections.most() + " at most, by all environments");
    line(text, "erasures", checks.erasureCheck());
    line(text, "passed unasked", checks.staleValues().stale() + " stale");
    line(
        text,
        "table",
        "%s rows read, %s written, %s calls failed or not made"
            .formatted(
                countingTelemetry.total("TableReads"),
                countingTelemetry.total("TableWrites"),
                countingTelemetry.total("StateUnavailable")));
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
