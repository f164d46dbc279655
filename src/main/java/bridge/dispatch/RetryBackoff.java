package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.MessageVisibility;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The visibility timeouts of unfinished messages. All messages of a group get the same one;
/// otherwise a later message would block the group longer than the first.
final class RetryBackoff {
  private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

  /// A function that sleeps or polls through a pause costs money, and SQS counts every receive.
  private static final Duration MIN_PAUSE_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(30);
  private static final int PART_OF_AGE = 10;
  private static final double JITTER = 0.2;

  private final Platform platform;
  private final MessageVisibility events;

  RetryBackoff(Platform platform, MessageVisibility events) {
    this.platform = platform;
    this.events = events;
  }

  void returnToQueue(List<MessageGroup> groups, boolean isPaused) {
    List<VisibilityChange> changes = new ArrayList<>();
    for (MessageGroup group : groups) {
      if (!group.isDone()) {
        Duration timeout =
            group.lastOutcome() instanceof Outcome.OutOfTime
                ? Duration.ZERO
                : byAge(group.head(), isPaused);
        group.unfinished().forEach(message -> changes.add(new VisibilityChange(message, timeout)));
      }
    }
    for (int i = 0; i < changes.size(); i += MessageVisibility.MAX_ENTRIES) {
      events.change(
          changes.subList(i, Math.min(i + MessageVisibility.MAX_ENTRIES, changes.size())));
    }
  }

  private Duration byAge(ReceivedEvent head, boolean isPaused) {
    Duration tenth = Duration.between(head.sentAt(), platform.now()).dividedBy(PART_OF_AGE);
    Duration bounded = tenth.compareTo(MIN_TIMEOUT) < 0 ? MIN_TIMEOUT : tenth;
    bounded = bounded.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : bounded;
    double factor = 1 - JITTER + 2 * JITTER * platform.random();
    Duration timeout = Duration.ofMillis(Math.round(bounded.toMillis() * factor));
    return isPaused && timeout.compareTo(MIN_PAUSE_TIMEOUT) < 0 ? MIN_PAUSE_TIMEOUT : timeout;
  }
}
