package bridge.simulation;

import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.List;

/// A handler without partial responses: the first failure throws, and the whole batch comes again.
final class WholeBatchHandler implements BatchHandler {
  private final NaiveDelivery naiveDelivery;

  WholeBatchHandler(NaiveDelivery naiveDelivery) {
    this.naiveDelivery = naiveDelivery;
  }

  @Override
  public List<String> handle(List<ReceivedEvent> batch, Instant deadline) throws Exception {
    for (ReceivedEvent event : batch) {
      naiveDelivery.post(event);
    }
    return List.of();
  }
}
