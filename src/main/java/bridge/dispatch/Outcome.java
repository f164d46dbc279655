package bridge.dispatch;

import bridge.queue.Reason;
import bridge.translate.Warning;
import java.util.List;

/// The outcome of one event in this invocation.
sealed interface Outcome {
  /// SQS may delete the message, and the person's next event may be sent.
  sealed interface Done extends Outcome {
    List<Warning> warnings();
  }

  /// Regal has the event.
  record Delivered(List<Warning> warnings) implements Done {}

  /// Regal had the event before; nothing was sent.
  record Duplicate(List<Warning> warnings) implements Done {}

  /// By rule nothing was sent.
  record Skipped(Reason reason, List<Warning> warnings) implements Done {}

  /// The dead-letter queue has the event. The status is that of Regal's response, 0 if there was
  /// none.
  record DeadLettered(Reason reason, int status, List<Warning> warnings) implements Done {}

  /// The event stays in the queue and blocks its message group. The detail is a code, such as
  /// `http_503`.
  record Retry(RetryReason reason, String detail) implements Outcome {}

  /// Not tried or not finished, because the invocation ends.
  record OutOfTime() implements Outcome {}

  /// Not tried, because the circuit breaker is open.
  record BreakerOpen() implements Outcome {}
}
