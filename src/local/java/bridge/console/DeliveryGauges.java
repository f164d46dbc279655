package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Deliveries in each of the last 59 seconds, and how many events were delivered before an earlier
/// one of the same person. For use under [EventLog]'s lock.
final class DeliveryGauges {
  private static final int SECONDS = 59;

  private final TreeMap<Long, Integer> bySecond = new TreeMap<>();

  /// For each overtaken event, the request that promised the order. Before the response of a
  /// request, it is open whether it does.
  private final List<WebhookRequestRecord> broken = new ArrayList<>();

  /// @param all the events that are kept
  void recordDelivered(EventHistory history, Collection<EventHistory> all, Instant now) {
    bySecond.headMap(now.getEpochSecond() - SECONDS).clear();
    bySecond.merge(now.getEpochSecond(), 1, Integer::sum);
    if (!history.state.isEnd()) {
      all.stream()
          .map(history::overtaking)
          .filter(Objects::nonNull)
          .reduce((one, other) -> one.isAccepted() ? one : other)
          .ifPresent(broken::add);
    }
  }

  /// The last 59 whole seconds, the oldest first.
  List<Json> seconds(Instant now) {
    long end = now.getEpochSecond();
    return LongStream.range(end - SECONDS, end)
        .<Json>mapToObj(each -> new Json.Num(bySecond.getOrDefault(each, 0).toString()))
        .toList();
  }

  long overtaken() {
    broken.removeIf(WebhookRequestRecord::isWithoutOrder);
    return broken.stream().filter(WebhookRequestRecord::isAccepted).count();
  }
}
