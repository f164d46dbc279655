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
  private final @Nullable StateStore memory;
  private final @Nullable Claim claim;
  private final @Nullable Reservation held;
  private final Translation.Send send;
  private final Telemetry report;

  /// Nulls where nothing is remembered.
  DeliveryAttempt(
      @Nullable StateStore memory,
      @Nullable Claim claim,
      @Nullable Reservation held,
      Translation.Send send,
      Telemetry report) {
    this.memory = memory;
    this.claim = claim;
    this.held = held;
    this.send = send;
    this.report = report;
  }

  /// What there is to post.
  Translation.Send send() {
    return send;
  }

  void ended(RegalCall.Posted posted) {
    if (memory == null || claim == null || held == null) {
      return;
    }
    Delivery delivery = posted instanceof RegalCall.Posted.Answered(Delivery given) ? given : null;
    switch (delivery) {
      case Delivery.Accepted _ -> {
        claim.delivered();
        held.accepted();
        learn(memory);
      }
      case Delivery.Unknown _ -> {
        claim.unsure();
        held.unsure();
      }
      case null, default -> {
        claim.released();
        held.released();
      }
    }
  }

  /// The POST ended in nobody knows what.
  void broke() {
    if (claim != null && held != null) {
      claim.unsure();
      held.unsure();
      report.add(Metric.AMBIGUOUS, 1);
    }
  }

  private void learn(StateStore memory) {
    EventSubject told = send.told();
    if (told.anonymousId() == null) {
      return;
    }
    if (!told.who().isNobody()) {
      memory.learn(told.anonymousId(), told.who(), told.time());
    } else if (!RequestParts.who(send).isNobody()) {
      report.add(Metric.LINKED, 1);
    }
  }
}
