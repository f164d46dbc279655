package bridge.resilience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events answered as if the key or the endpoint were wrong, until another person's event tells
/// whether it is that, or the event. For use under Breaker's lock.
final class SuspectEvents {
  /// Message id of the head by person.
  private final Map<String, String> heads = new LinkedHashMap<>();

  /// Whether two different people now say the same, so that no event is to blame.
  boolean record(String person, String messageId) {
    heads.put(person, messageId);
    return heads.size() > 1;
  }

  void clear() {
    heads.clear();
  }

  /// This person's event passed: the message ids of the others, which stand alone with their
  /// answer.
  List<String> takeOthers(String person) {
    heads.remove(person);
    List<String> accused = new ArrayList<>(heads.values());
    heads.clear();
    return accused;
  }
}
