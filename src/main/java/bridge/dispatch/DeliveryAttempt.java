package bridge.dispatch;

import bridge.regal.Delivery;
import bridge.state.Claim;
import bridge.state.Reservation;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.EventSubject;
import bridge.translate.RequestParts;
import bridge.translate.Translation;
import org.jspecify.annotations.Nullable;

/// One event between its claim and the answer. Whatever is not told here ends as if Regal might
/// have the event.
final class DeliveryAttempt {
  private final @Nullable StateStore stateStore;
  private final @Nullable Claim claim;
  private final @Nullable Reservation reservation;
  private final Translation.Send send;
  private final Telemetry telemetry;

  /// Nulls where nothing is remembered.
  DeliveryAttempt(
      @Nullable StateStore stateStore,
      @Nullable Claim claim,
      @Nullable Reservation reservation,
      Translation.Send send,
      Telemetry telemetry) {
    this.stateStore = stateStore;
    this.claim = claim;
    this.reservation = reservation;
    this.send = send;
    this.telemetry = telemetry;
  }

  /// What there is to post.
  Translation.Send send() {
    return send;
  }

  void ended(RegalCall.Posted posted) {
    if (stateStore == null || claim == null || reservation == null) {
      return;
    }
    Delivery delivery = posted instanceof RegalCall.Posted.Answered(Delivery given) ? given : null;
    switch (delivery) {
      case Delivery.Accepted _ -> {
        claim.delivered();
        reservation.accepted();
        learn(stateStore);
      }
      case Delivery.Unknown _ -> {
        claim.unsure();
        reservation.unsure();
      }
      case null, default -> {
        claim.released();
        reservation.released();
      }
    }
  }

  /// The POST ended in nobody knows what.
  void broke() {
    if (claim != null && reservation != null) {
      claim.unsure();
      reservation.unsure();
      telemetry.add(Metric.UNKNOWN_OUTCOME, 1);
    }
  }

  private void learn(StateStore stateStore) {
    EventSubject told = send.told();
    if (told.anonymousId() == null) {
      return;
    }
    if (!told.who().isNobody()) {
      stateStore.learn(told.anonymousId(), told.who(), told.time());
    } else if (!RequestParts.who(send).isNobody()) {
      telemetry.add(Metric.VISITORS_RESOLVED, 1);
    }
  }
}
