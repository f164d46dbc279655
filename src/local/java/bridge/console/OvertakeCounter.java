package bridge.console;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// Whether anybody's event was delivered while an earlier one of theirs was still on its way. For
/// use under Journal's lock.
final class OvertakeCounter {
  private final Map<String, TreeSet<Long>> onTheirWay = new HashMap<>();
  private long places;
  private int overtaken;

  /// It is on a queue, behind all that are there of its person. Between the two queues there is no
  /// order.
  void recordQueued(EventHistory history, String queue) {
    recordLeft(history);
    history.line = queue + " " + history.group;
    places++;
    history.place = places;
    onTheirWay.computeIfAbsent(history.line, _ -> new TreeSet<>()).add(places);
  }

  void recordDelivered(EventHistory history) {
    TreeSet<Long> places = onTheirWay.get(history.line);
    if (places != null && places.contains(history.place) && places.first() < history.place) {
      overtaken++;
    }
    recordLeft(history);
  }

  /// It is on the queue no more.
  void recordLeft(EventHistory history) {
    TreeSet<Long> places = onTheirWay.get(history.line);
    if (places != null) {
      places.remove(history.place);
      if (places.isEmpty()) {
        onTheirWay.remove(history.line);
      }
    }
  }

  int overtaken() {
    return overtaken;
  }
}
