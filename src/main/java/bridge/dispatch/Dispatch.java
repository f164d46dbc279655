package bridge.dispatch;

import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.List;

/// One environment's delivery to Regal: batches in, the ids that SQS must hand out again out.
public final class Dispatch {
  /// The message ids that are not done, each person's first such and all behind it, in the order of
  /// the batch.
  ///
  /// @param deadline when the invocation must have answered
  public List<String> unfinished(List<ReceivedEvent> batch, Instant deadline) {
    return batch.stream().map(ReceivedEvent::messageId).toList();
  }
}
