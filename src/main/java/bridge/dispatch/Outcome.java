package bridge.dispatch;

import bridge.queue.Reason;
import bridge.translate.Warning;
import java.util.List;

/// What became of one event in this invocation.
sealed interface Outcome {
  /// SQS may forget the event; the person's next one may go.
  sealed interface Done extends Outcome {
    List<Warning> warnings();
  }

  /// Regal has it.
  record Delivered(List<Warning> warnings) implements Done {}

  /// Regal had it before; nothing was sent.
  record Duplicate(List<Warning> warnings) implements Done {}

  /// By rule nothing was sent.
  record Skipped(Reason reason, List<Warning> warnings) implements Done {}

  /// The rejected queue has it. The status is what Regal answered, 0 where it gave none.
  record DeadLettered(Reason reason, int status, List<Warning> warnings) implements Done {}

  /// It stands where it stood and the person waits. Name and detail are codes: `unavailable`,
  /// `http_503`.
  record Retry(String reason, String detail) implements Outcome {}

  /// It was not tried, for the invocation ends.
  record OutOfTime() implements Outcome {}

  /// It was not tried, for the breaker is open.
  record BreakerOpen() implements Outcome {}
}
