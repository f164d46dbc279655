package bridge.resilience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events whose responses point to a wrong key or endpoint, until another person's event shows
/// whether that or the event is at fault. Used under the lock of [CircuitBreaker].
final class SuspectEvents {
  /// The message id of each person's first event.
  private final Map<String, String> heads = new LinkedHashMap<>();

  /// Returns whether two different people now have the same result, so that no event is at fault.
  boolean record(String person, String messageId) {
    heads.put(person, messageId);
    return heads.size() > 1;
  }

  void clear() {
    heads.clear();
  }

  /// Returns the message ids of the other people, since this person's event was accepted.
  List<String> takeOthers(String person) {
    heads.remove(person);
    List<String> accused = new ArrayList<>(heads.values());
    heads.clear();
    return accused;
  }
}
