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
  void queued(EventHistory story, String lane) {
    left(story);
    story.line = lane + " " + story.group;
    places++;
    story.place = places;
    onTheirWay.computeIfAbsent(story.line, _ -> new TreeSet<>()).add(places);
  }

  void delivered(EventHistory story) {
    TreeSet<Long> places = onTheirWay.get(story.line);
    if (places != null && places.contains(story.place) && places.first() < story.place) {
      overtaken++;
    }
    left(story);
  }

  /// It is on the queue no more.
  void left(EventHistory story) {
    TreeSet<Long> places = onTheirWay.get(story.line);
    if (places != null) {
      places.remove(story.place);
      if (places.isEmpty()) {
        onTheirWay.remove(story.line);
      }
    }
  }

  int overtaken() {
    return overtaken;
  }
}
