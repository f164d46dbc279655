package bridge.simulation;

import bridge.queue.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function behind the event source mapping, in one environment.
interface BatchHandler {
  /// The ids that are to come again; null is an empty answer, which means that all is done. What it
  /// throws means that nothing is.
  @Nullable List<String> handle(List<ReceivedEvent> batch, Duration timeout) throws Exception;
}
