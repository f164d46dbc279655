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

  /// It is on a lane's queue, behind all that are there of its person. Between lanes there is no
  /// order.
  void queued(EventHistory eventHistory, String lane) {
    left(eventHistory);
    eventHistory.line = lane + " " + eventHistory.group;
    places++;
    eventHistory.place = places;
    onTheirWay.computeIfAbsent(eventHistory.line, _ -> new TreeSet<>()).add(places);
  }

  void delivered(EventHistory eventHistory) {
    TreeSet<Long> places = onTheirWay.get(eventHistory.line);
    if (places != null
        && places.contains(eventHistory.place)
        && places.first() < eventHistory.place) {
      overtaken++;
    }
    left(eventHistory);
  }

  /// It is on the queue no more.
  void left(EventHistory eventHistory) {
    TreeSet<Long> places = onTheirWay.get(eventHistory.line);
    if (places != null) {
      places.remove(eventHistory.place);
      if (places.isEmpty()) {
        onTheirWay.remove(eventHistory.line);
      }
    }
  }

  int overtaken() {
    return overtaken;
  }
}
