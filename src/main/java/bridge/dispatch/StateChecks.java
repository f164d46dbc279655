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
    record Begun(DeliveryAttempt deliveryAttempt) implements Beginning {}

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

  private final @Nullable StateStore stateStore;
  private final boolean parkWhenUnsure;
  private final Platform platform;
  private final Telemetry telemetry;

  StateChecks(
      @Nullable StateStore stateStore,
      boolean parkWhenUnsure,
      Platform platform,
      Telemetry telemetry) {
    this.stateStore = stateStore;
    this.parkWhenUnsure = parkWhenUnsure;
    this.platform = platform;
    this.telemetry = telemetry;
  }

  /// The translation, of a visitor's event with the identifiers that are known of the visitor.
  Translation translated(ReceivedEvent event, EventTranslation eventTranslation) {
    var arrival = OutcomeTelemetry.arrival(event);
    Translation alone = eventTranslation.translate(event.body(), arrival, Identity.NOBODY);
    String visitor = alone.told().anonymousId();
    if (stateStore == null
        || visitor == null
        || !(alone instanceof Translation.Skip skip && skip.reason() == Reason.NO_IDENTIFIER)) {
      return alone;
    }
    Identity linked = stateStore.visitor(visitor);
    return linked.isNobody() ? alone : eventTranslation.translate(event.body(), arrival, linked);
  }

  /// A skipped event may tell who a visitor is all the same: `identify("id")` says nothing else.
  void skipped(Translation.Skip skip) {
    if (stateStore != null && skip.reason() == Reason.NOTHING_TO_SEND) {
      learn(stateStore, skip.told());
    }
  }

  private static void learn(StateStore stateStore, EventSubject told) {
    if (told.anonymousId() != null && !told.who().isNobody()) {
      stateStore.learn(told.anonymousId(), told.who(), told.time());
    }
  }

  /// Erases what is remembered of a person to be deleted; false where that is still to be done.
  boolean erased(EventSubject told) {
    return stateStore == null || stateStore.erase(told.who(), told.anonymousId());
  }

  Beginning begin(ReceivedEvent event, Translation.Send send, InvocationDeadline time)
      throws InterruptedException {
    if (stateStore == null) {
      return new Beginning.Begun(new DeliveryAttempt(null, null, null, send, telemetry));
    }
    for (int step = 0; step < STEPS && time.mayPost(STEP); step++) {
      Beginning beginning = begin(stateStore, event, send);
      if (!(beginning instanceof Beginning.UnderWay)) {
        return beginning;
      }
      platform.sleep(STEP);
    }
    return new Beginning.UnderWay();
  }

  private Beginning begin(StateStore stateStore, ReceivedEvent event, Translation.Send send) {
    String id = IdempotencyKey.of(event);
    EventSubject told = send.told();
    Claim claim =
        stateStore.claim(told.who(), told.anonymousId(), event.group(), id, attempt(event));
    return switch (claim.found()) {
      case DELIVERED -> {
        learn(stateStore, told); // whoever delivered it may have died before it could
        yield new Beginning.Repeated();
      }
      case UNDER_WAY -> new Beginning.UnderWay();
      case UNSURE ->
          isToBeParked(event, send) ? unsure(claim) : guarded(stateStore, claim, id, send);
      case UNENDED -> {
        telemetry.add(Metric.UNKNOWN_OUTCOME, 1);
        yield isToBeParked(event, send) ? unsure(claim) : guarded(stateStore, claim, id, send);
      }
      case NOTHING -> guarded(stateStore, claim, id, send);
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

  private Beginning guarded(StateStore stateStore, Claim claim, String id, Translation.Send send) {
    EventSubject told = send.told();
    ProfileUpdate profileUpdate =
        new ProfileUpdate(
            RequestParts.who(send),
            id,
            told.time(),
            !send.request().isNamed(),
            RequestParts.parts(send),
            RequestParts.consents(send));
    Reservation reservation = stateStore.hold(profileUpdate);
    if (reservation.isBusy()) {
      claim.released();
      return new Beginning.UnderWay();
    }
    Set<Consent> left = reservation.isSure() ? reservation.repeated() : RequestParts.cached(send);
    WarningCode why =
        reservation.isSure() ? WarningCode.OPTIN_REPEATED : WarningCode.OPTIN_UNCHECKED;
    return switch (RequestParts.without(send, reservation.stale(), left, why)) {
      case Translation.Send rest ->
          new Beginning.Begun(new DeliveryAttempt(stateStore, claim, reservation, rest, telemetry));
      case Translation.Skip skip -> {
        claim.released();
        reservation.released();
        yield new Beginning.Nothing(skip);
      }
      case Translation.Park _ ->
          throw new IllegalStateException("the rest of a request cannot be a dead letter");
    };
  }
}
