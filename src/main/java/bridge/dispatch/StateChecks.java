package bridge.dispatch;

import bridge.platform.Platform;
import bridge.profile.Consent;
import bridge.profile.Identity;
import bridge.queue.MessageAttribute;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.resilience.InvocationDeadline;
import bridge.state.Claim;
import bridge.state.ProfileUpdate;
import bridge.state.Reservation;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.EventSubject;
import bridge.translate.RequestParts;
import bridge.translate.Translation;
import bridge.translate.WarningCode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the memory knows of an event before its POST. Without a memory, nothing.
final class StateChecks {
  /// How an attempt begins.
  sealed interface Beginning {
    record Begun(DeliveryAttempt attempt) implements Beginning {}

    /// Regal has it already.
    record Repeated() implements Beginning {}

    /// Regal may have it already, and it is not to be repeated.
    record Unsure() implements Beginning {}

    /// Nothing of it is left to be sent.
    record Nothing(Translation.Skip skip) implements Beginning {}

    /// The same event, or another of the person, is on its way in another lane.
    record UnderWay() implements Beginning {}
  }

  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS = 30;

  private final @Nullable StateStore memory;
  private final boolean parkWhenUnsure;
  private final Platform machine;
  private final Telemetry report;

  StateChecks(
      @Nullable StateStore memory, boolean parkWhenUnsure, Platform machine, Telemetry report) {
    this.memory = memory;
    this.parkWhenUnsure = parkWhenUnsure;
    this.machine = machine;
    this.report = report;
  }

  /// The translation, of a visitor's event with the identifiers that are known of the visitor.
  Translation translated(ReceivedEvent event, EventTranslation translating) {
    var arrival = OutcomeTelemetry.arrival(event);
    Translation alone = translating.translate(event.body(), arrival, Identity.NOBODY);
    String visitor = alone.told().anonymousId();
    if (memory == null
        || visitor == null
        || !(alone instanceof Translation.Skip skip && skip.reason() == Reason.NO_IDENTIFIER)) {
      return alone;
    }
    Identity linked = memory.visitor(visitor);
    return linked.isNobody() ? alone : translating.translate(event.body(), arrival, linked);
  }

  /// A skipped event may tell who a visitor is all the same: `identify("id")` says nothing else.
  void skipped(Translation.Skip skip) {
    if (memory != null && skip.reason() == Reason.NOTHING_TO_SEND) {
      learn(memory, skip.told());
    }
  }

  private static void learn(StateStore memory, EventSubject told) {
    if (told.anonymousId() != null && !told.who().isNobody()) {
      memory.learn(told.anonymousId(), told.who(), told.time());
    }
  }

  /// Erases what is remembered of a person to be deleted; false where that is still to be done.
  boolean erased(EventSubject told) {
    return memory == null || memory.erase(told.who(), told.anonymousId());
  }

  Beginning begin(ReceivedEvent event, Translation.Send send, InvocationDeadline time)
      throws InterruptedException {
    if (memory == null) {
      return new Beginning.Begun(new DeliveryAttempt(null, null, null, send, report));
    }
    for (int step = 0; step < STEPS && time.mayPost(STEP); step++) {
      Beginning beginning = begin(memory, event, send);
      if (!(beginning instanceof Beginning.UnderWay)) {
        return beginning;
      }
      machine.sleep(STEP);
    }
    return new Beginning.UnderWay();
  }

  private Beginning begin(StateStore memory, ReceivedEvent event, Translation.Send send) {
    String id = IdempotencyKey.of(event);
    EventSubject told = send.told();
    Claim claim = memory.claim(told.who(), told.anonymousId(), event.group(), id, attempt(event));
    return switch (claim.found()) {
      case DELIVERED -> {
        learn(memory, told); // whoever delivered it may have died before it could
        yield new Beginning.Repeated();
      }
      case UNDER_WAY -> new Beginning.UnderWay();
      case UNSURE -> isToBeParked(event, send) ? unsure(claim) : guarded(memory, claim, id, send);
      case UNENDED -> {
        report.add(Metric.AMBIGUOUS, 1);
        yield isToBeParked(event, send) ? unsure(claim) : guarded(memory, claim, id, send);
      }
      case NOTHING -> guarded(memory, claim, id, send);
    };
  }

  /// One handing out of one message: a second one may be under way while the first still is.
  private static String attempt(ReceivedEvent event) {
    return event.messageId() + " " + event.receiptHandle();
  }

  /// A replay is an operator's decision to send it again.
  private boolean isToBeParked(ReceivedEvent event, Translation.Send send) {
    return parkWhenUnsure
        && send.request().isNamed()
        && !event.attributes().containsKey(MessageAttribute.FIRST_SEEN);
  }

  private static Beginning unsure(Claim claim) {
    claim.unsure();
    return new Beginning.Unsure();
  }

  private Beginning guarded(StateStore memory, Claim claim, String id, Translation.Send send) {
    EventSubject told = send.told();
    ProfileUpdate telling =
        new ProfileUpdate(
            RequestParts.who(send),
            id,
            told.time(),
            !send.request().isNamed(),
            RequestParts.parts(send),
            RequestParts.consents(send));
    Reservation held = memory.hold(telling);
    if (held.isBusy()) {
      claim.released();
      return new Beginning.UnderWay();
    }
    Set<Consent> left = held.isSure() ? held.repeated() : RequestParts.cached(send);
    WarningCode why = held.isSure() ? WarningCode.OPTIN_REPEATED : WarningCode.OPTIN_UNCHECKED;
    return switch (RequestParts.without(send, held.stale(), left, why)) {
      case Translation.Send rest ->
          new Beginning.Begun(new DeliveryAttempt(memory, claim, held, rest, report));
      case Translation.Skip skip -> {
        claim.released();
        held.released();
        yield new Beginning.Nothing(skip);
      }
      case Translation.Park _ -> throw new IllegalStateException("what is left is parked");
    };
  }
}
