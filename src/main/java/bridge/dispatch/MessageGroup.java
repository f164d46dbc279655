package bridge.dispatch;

import bridge.queue.ReceivedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One message group of a batch: one person's events in order. It stops at the first event that is
/// not done. One thread at a time.
final class MessageGroup {
  /// The head's outcome during an attempt. It remains if the attempt throws.
  private static final Outcome UNRECORDED = new Outcome.Retry(RetryReason.ERROR, "thrown");

  private final String person;
  private final List<ReceivedEvent> events;
  private int done;
  private Outcome lastOutcome = new Outcome.BreakerOpen();

  private MessageGroup(String person, List<ReceivedEvent> events) {
    this.person = person;
    this.events = events;
  }

  /// The groups of a batch, in the order of their first events.
  static List<MessageGroup> groupByPerson(List<ReceivedEvent> batch) {
    Map<String, List<ReceivedEvent>> groups = new LinkedHashMap<>();
    for (ReceivedEvent event : batch) {
      groups.computeIfAbsent(event.group(), _ -> new ArrayList<>()).add(event);
    }
    return groups.entrySet().stream().map(e -> new MessageGroup(e.getKey(), e.getValue())).toList();
  }

  String person() {
    return person;
  }

  boolean isDone() {
    return done == events.size();
  }

  ReceivedEvent head() {
    return events.get(done);
  }

  /// Records the head's outcome. If the head is done, the next event becomes the head.
  void record(Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      done++;
      lastOutcome = new Outcome.BreakerOpen();
    } else {
      lastOutcome = outcome;
    }
  }

  /// The outcome of the head.
  Outcome lastOutcome() {
    return lastOutcome;
  }

  /// Begins an attempt of the head.
  void begin() {
    lastOutcome = UNRECORDED;
  }

  /// Whether the head waits for an attempt.
  boolean isBlockedByBreaker() {
    return !isDone() && lastOutcome instanceof Outcome.BreakerOpen;
  }

  /// The head and all events after it.
  List<ReceivedEvent> unfinished() {
    return events.subList(done, events.size());
  }
}
