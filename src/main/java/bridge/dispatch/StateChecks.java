package bridge.dispatch;

import bridge.platform.Platform;
import bridge.profile.Consent;
import bridge.queue.MessageAttribute;
import bridge.queue.ReceivedEvent;
import bridge.resilience.InvocationDeadline;
import bridge.state.Claim;
import bridge.state.EventKey;
import bridge.state.ProfileUpdate;
import bridge.state.Reservation;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.EventSubject;
import bridge.translate.PartialRequest;
import bridge.translate.RequestParts;
import bridge.translate.Translation;
import bridge.translate.WarningCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The checks of an event against the state table before its POST.
final class StateChecks {
  /// Whether and how an event is posted.
  sealed interface Decision {
    record Proceed(DeliveryAttempt attempt) implements Decision {}

    /// Regal has the event already, perhaps without an opt-out that could not be sent.
    record Duplicate(boolean isOptOutLost) implements Decision {}

    /// Regal may have the event already, and it must not be sent again.
    record UnknownOutcome() implements Decision {}

    /// Nothing is left to send.
    record NothingLeft(Translation.Skip skip) implements Decision {}

    /// Another invocation is sending the same event, or another one of the person.
    record InProgress() implements Decision {}

    /// No POST can begin in this invocation; nothing was claimed.
    record OutOfTime() implements Decision {}
  }

  private static final Duration WAIT_STEP = Duration.ofMillis(100);
  private static final int MAX_STEPS = 30;

  private final StateStore state;
  private final boolean isUnknownOutcomeDeadLettered;
  private final Platform platform;
  private final Telemetry telemetry;

  StateChecks(
      StateStore state,
      boolean isUnknownOutcomeDeadLettered,
      Platform platform,
      Telemetry telemetry) {
    this.state = state;
    this.isUnknownOutcomeDeadLettered = isUnknownOutcomeDeadLettered;
    this.platform = platform;
    this.telemetry = telemetry;
  }

  Decision begin(ReceivedEvent event, Translation.Send send, InvocationDeadline deadline)
      throws InterruptedException {
    if (!deadline.mayPost(WAIT_STEP)) {
      return new Decision.OutOfTime();
    }
    String id = IdempotencyKey.of(event);
    for (int step = 0; step < MAX_STEPS && deadline.mayPost(WAIT_STEP); step++) {
      Decision decision = begin(event, send, id);
      if (!(decision instanceof Decision.InProgress)) {
        return decision;
      }
      platform.sleep(WAIT_STEP);
    }
    return new Decision.InProgress();
  }

  /// Reads what an event can need, for [StateStore#begin].
  void look(ReceivedEvent event, Translation.Send send) {
    String id = IdempotencyKey.of(event);
    state.look(key(event, send, id), update(event, send, id));
  }

  private Decision begin(ReceivedEvent event, Translation.Send send, String id) {
    EventSubject subject = send.subject();
    EventKey key = key(event, send, id);
    Claim claim =
        isUnknownOutcomeDeadLettered && send.request().isNamed()
            ? state.claim(key, attempt(event))
            : state.find(key);
    return switch (claim.found()) {
      case DELIVERED, OPT_OUT_LOST -> {
        state.learn(
            subject.anonymousId(),
            subject.who(),
            subject.time()); // its first invocation may have ended before this
        yield new Decision.Duplicate(claim.found() == Claim.Found.OPT_OUT_LOST);
      }
      case IN_PROGRESS -> new Decision.InProgress();
      case UNKNOWN_OUTCOME ->
          isToBeDeadLettered(event, send) ? keepUnknown(claim) : reserve(claim, id, event, send);
      case ABANDONED -> {
        telemetry.count(Metric.UNKNOWN_OUTCOME, 1);
        yield isToBeDeadLettered(event, send)
            ? keepUnknown(claim)
            : reserve(claim, id, event, send);
      }
      case NONE -> reserve(claim, id, event, send);
    };
  }

  private static EventKey key(ReceivedEvent event, Translation.Send send, String id) {
    EventSubject subject = send.subject();
    return new EventKey(subject.who(), subject.anonymousId(), event.group(), id);
  }

  private static ProfileUpdate update(ReceivedEvent event, Translation.Send send, String id) {
    return new ProfileUpdate(
        RequestParts.who(send),
        id,
        send.subject().time(),
        event.receivedAt(),
        !send.request().isNamed(),
        RequestParts.of(send),
        RequestParts.filledIn(send),
        send.consents());
  }

  /// One receive of one message: SQS may deliver it again while the first attempt is in progress.
  private static String attempt(ReceivedEvent event) {
    return event.messageId() + " " + event.receiptHandle();
  }

  /// A redrive is an operator's decision to send the event again.
  private boolean isToBeDeadLettered(ReceivedEvent event, Translation.Send send) {
    return isUnknownOutcomeDeadLettered
        && send.request().isNamed()
        && !event.attributes().containsKey(MessageAttribute.FIRST_SEEN);
  }

  private static Decision keepUnknown(Claim claim) {
    claim.keep();
    return new Decision.UnknownOutcome();
  }

  private Decision reserve(Claim claim, String id, ReceivedEvent event, Translation.Send send) {
    Reservation reservation = state.reserve(update(event, send, id));
    if (reservation.isBusy()) {
      claim.release();
      return new Decision.InProgress();
    }
    Map<Consent, WarningCode> consents = changedConsents(reservation, send);
    return switch (new PartialRequest(reservation.stale(), consents, event.receivedAt()).of(send)) {
      case Translation.Send rest ->
          new Decision.Proceed(new DeliveryAttempt(state, claim, reservation, rest, telemetry));
      case Translation.Skip skip -> {
        claim.release();
        reservation.release();
        yield new Decision.NothingLeft(skip);
      }
      case Translation.DeadLetter _ ->
          throw new IllegalStateException("the rest of a request cannot be a dead letter");
    };
  }

  /// Why consents do not leave as they are.
  private static Map<Consent, WarningCode> changedConsents(
      Reservation reservation, Translation.Send send) {
    Map<Consent, WarningCode> changed = new LinkedHashMap<>();
    if (!reservation.isSure()) {
      RequestParts.cachedOptIns(send)
          .forEach(consent -> changed.put(consent, WarningCode.OPTIN_UNCHECKED));
      return changed;
    }
    reservation
        .consents()
        .forEach(
            (consent, decision) -> {
              switch (decision) {
                case SENT -> {}
                case OVERTAKEN -> changed.put(consent, WarningCode.OPTOUT_BEFORE_OPTIN);
                case REPEATED ->
                    changed.put(
                        consent,
                        consent.subscribed()
                            ? WarningCode.OPTIN_REPEATED
                            : WarningCode.OPTOUT_REPEATED);
              }
            });
    return changed;
  }
}
