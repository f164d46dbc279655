package bridge.dispatch;

import bridge.memory.Claim;
import bridge.memory.Held;
import bridge.memory.Memory;
import bridge.regal.Delivery;
import bridge.report.Metric;
import bridge.report.Report;
import bridge.translate.Newer;
import bridge.translate.Told;
import bridge.translate.Translation;
import org.jspecify.annotations.Nullable;

/// One event between its claim and the answer. Whatever is not told here ends as if Regal might
/// have the event.
final class Attempt {
  private final @Nullable Memory memory;
  private final @Nullable Claim claim;
  private final @Nullable Held held;
  private final Translation.Send send;
  private final Report report;

  /// Nulls where nothing is remembered.
  Attempt(
      @Nullable Memory memory,
      @Nullable Claim claim,
      @Nullable Held held,
      Translation.Send send,
      Report report) {
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

  void ended(Posting.Posted posted) {
    if (memory == null || claim == null || held == null) {
      return;
    }
    Delivery delivery = posted instanceof Posting.Posted.Answered(Delivery given) ? given : null;
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

  private void learn(Memory memory) {
    Told told = send.told();
    if (told.anonymousId() == null) {
      return;
    }
    if (!told.who().isNobody()) {
      memory.learn(told.anonymousId(), told.who(), told.time());
    } else if (!Newer.who(send).isNobody()) {
      report.add(Metric.LINKED, 1);
    }
  }
}
