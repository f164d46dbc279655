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

/// One attempt to deliver an event, from its claim to Regal's response. An attempt that is never
/// finished counts as "outcome unknown".
final class DeliveryAttempt {
  private final StateStore state;
  private final Claim claim;
  private final Reservation reservation;
  private final Translation.Send send;
  private final Telemetry telemetry;

  DeliveryAttempt(
      StateStore state,
      Claim claim,
      Reservation reservation,
      Translation.Send send,
      Telemetry telemetry) {
    this.state = state;
    this.claim = claim;
    this.reservation = reservation;
    this.send = send;
    this.telemetry = telemetry;
  }

  /// The request to post.
  Translation.Send send() {
    return send;
  }

  void finish(RegalCall.Result result) {
    Delivery delivery = result instanceof RegalCall.Result.Responded(Delivery given) ? given : null;
    switch (delivery) {
      case Delivery.Accepted _ -> {
        claim.recordDelivered();
        reservation.commit();
        learnLink();
      }
      case Delivery.Unknown _ -> {
        claim.keep();
        reservation.keep();
      }
      case null, default -> {
        claim.release();
        reservation.release();
      }
    }
  }

  /// Ends an attempt whose POST threw an exception: its outcome is unknown.
  void fail() {
    claim.keep();
    reservation.keep();
    telemetry.count(Metric.UNKNOWN_OUTCOME, 1);
  }

  private void learnLink() {
    EventSubject subject = send.subject();
    if (subject.anonymousId() == null) {
      return;
    }
    if (!subject.who().isNobody()) {
      state.learn(subject.anonymousId(), subject.who(), subject.time());
    } else if (!RequestParts.who(send).isNobody()) {
      telemetry.count(Metric.VISITORS_RESOLVED, 1);
    }
  }
}
