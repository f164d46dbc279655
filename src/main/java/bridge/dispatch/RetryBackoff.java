package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.MessageVisibility;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long SQS keeps back what is unfinished: a person's messages all equally long, since a
/// follower left at the queue's own visibility would lock the person.
final class RetryBackoff {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int PART_OF_AGE = 10;
  private static final double SPREAD = 0.2;

  private final Platform platform;
  private final MessageVisibility events;

  RetryBackoff(Platform platform, MessageVisibility events) {
    this.platform = platform;
    this.events = events;
  }

  void giveBack(List<MessageGroup> turns) {
    List<VisibilityChange> delays = new ArrayList<>();
    for (MessageGroup messageGroup : turns) {
      if (!messageGroup.isOver()) {
        Duration hidden =
            messageGroup.last() instanceof Outcome.OutOfTime
                ? Duration.ZERO
                : byAge(messageGroup.head());
        messageGroup
            .unfinished()
            .forEach(message -> delays.add(new VisibilityChange(message, hidden)));
      }
    }
    for (int i = 0; i < delays.size(); i += MessageVisibility.MAX_ENTRIES) {
      events.delay(delays.subList(i, Math.min(i + MessageVisibility.MAX_ENTRIES, delays.size())));
    }
  }

  private Duration byAge(ReceivedEvent head) {
    Duration tenth = Duration.between(head.sentAt(), platform.now()).dividedBy(PART_OF_AGE);
    Duration bounded = tenth.compareTo(SHORTEST) < 0 ? SHORTEST : tenth;
    bounded = bounded.compareTo(LONGEST) > 0 ? LONGEST : bounded;
    double factor = 1 - SPREAD + 2 * SPREAD * platform.random();
    return Duration.ofMillis(Math.round(bounded.toMillis() * factor));
  }
}
