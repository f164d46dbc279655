package bridge.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What SQS remembers of dedup ids: per group, for five minutes from the first message on, whether
/// or not that message is still there.
final class DedupWindow {
  static final Duration LENGTH = Duration.ofMinutes(5);

  private final Map<String, SqsMessage> known = new HashMap<>();
  private final Deque<SqsMessage> byAge = new ArrayDeque<>();

  /// The message that was sent with this dedup id within the window, null for none.
  @Nullable SqsMessage find(String group, String dedupId, long now) {
    while (!byAge.isEmpty() && byAge.getFirst().sentAt + LENGTH.toNanos() <= now) {
      SqsMessage old = byAge.removeFirst();
      known.remove(key(old.event.group(), old.event.dedupId()), old);
    }
    return known.get(key(group, dedupId));
  }

  void add(SqsMessage message) {
    known.put(key(message.event.group(), message.event.dedupId()), message);
    byAge.addLast(message);
  }

  private static String key(String group, String dedupId) {
    return dedupId + '/' + group;
  }
}
