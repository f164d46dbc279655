package bridge.dispatch;

import bridge.regal.Delivery;
import bridge.resilience.InvocationDeadline;
import bridge.state.Claim;
import bridge.state.Reservation;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.EventSubject;
import bridge.translate.Translation;
import org.jspecify.annotations.Nullable;

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

  /// Posts the request. After an exception Regal may or may not have the event.
  RegalCall.Result post(RegalCall call, InvocationDeadline deadline, boolean isProbe)
      throws InterruptedException {
    RegalCall.Result result;
    try {
      result = call.post(send.request(), deadline, isProbe);
    } catch (RuntimeException | Error e) {
      claim.keep();
      reservation.keep();
      telemetry.count(Metric.UNKNOWN_OUTCOME, 1);
      throw e;
    }
    finish(result instanceof RegalCall.Result.Responded(Delivery delivery) ? delivery : null);
    return result;
  }

  private void finish(@Nullable Delivery delivery) throws InterruptedException {
    switch (delivery) {
      case Delivery.Accepted _ -> {
        EventSubject subject = send.subject();
        state.learn(subject.anonymousId(), subject.who(), subject.time());
        reservation.commit();
        claim.recordDelivered(send.isOptOutLost());
        if (subject.anonymousId() != null && subject.who().isNobody()) {
          telemetry.count(Metric.VISITORS_RESOLVED, 1);
        }
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
}
