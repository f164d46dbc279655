package bridge.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One message group: in order, and locked as long as one of its messages is in flight.
final class SqsGroup {
  final String name;
  final Deque<SqsMessage> messages = new ArrayDeque<>();
  final List<SqsMessage> inFlight = new ArrayList<>(4);

  /// When the queue looks at it next, to see whether it is free again; -1 for never.
  long nextCheckAt = -1;

  /// The number under which it stands among those that can be received, -1 where it does not.
  long availableNumber = -1;

  SqsGroup(String name) {
    this.name = name;
  }

  /// When the last message in flight is back, if nothing else happens.
  long lockedUntil() {
    long until = 0;
    for (SqsMessage message : inFlight) {
      until = Math.max(until, message.hiddenUntil);
    }
    return until;
  }
}
