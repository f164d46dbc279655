package bridge.simulation;

import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.state.Key;
import bridge.state.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One batch in one environment.
final class SimulatedInvocation {
  /// How the sort key of a delivery's row begins.
  private static final String DELIVERY = "sent#";

  final DispatchEnvironment environment;

  /// Its messages, each as it was received.
  final Map<SqsMessage, ReceivedEvent> batch;

  final long number;
  private final Map<SimulatedEvent, Long> lookedAt = new HashMap<>();
  private final List<SqsMessage> done = new ArrayList<>(10);
  boolean isOver;

  /// It ended without an answer.
  boolean hasDied;

  final RetryCheck retries = new RetryCheck();

  /// Regal accepted an event of it.
  boolean hasAccepted;

  /// A call for delays failed in it, whole or in part.
  boolean hasVisibilityFailure;

  /// The table has not said whether its claim of the batch holds.
  boolean isUnclaimed = true;

  /// The table said that another has claimed the batch.
  boolean isRefused;

  private @Nullable SimulatedInvocation other;

  /// The simulation held it up, so that its time may run out.
  boolean isStalled;

  SimulatedInvocation(
      long number, DispatchEnvironment environment, Map<SqsMessage, ReceivedEvent> batch) {
    this.number = number;
    this.environment = environment;
    this.batch = batch;
  }

  /// AWS invokes the batch of another invocation again.
  void repeat(@Nullable SimulatedInvocation first) {
    if (first != null) {
      other = first;
      first.other = this;
    }
  }

  /// Whether another invocation delivers the same batch, since the table took no claim of one.
  boolean isDeliveredTwice() {
    return other != null && (isUnclaimed || other.isUnclaimed);
  }

  /// How many message groups the batch has: each posts one event at a time.
  long groups() {
    return batch.keySet().stream().map(message -> message.group).distinct().count();
  }

  /// A call of the table failed: the records that its POSTs wait for may be missing.
  ///
  /// @return how many more
  long recordTableFailure() {
    long missing = 0;
    for (SimulatedEvent event : events()) {
      RegalPost post = event.lastPost;
      if (post != null
          && post.invocation == this
          && !post.isMarked()
          && !post.isTableUnavailableAfter
          && post.delivery instanceof Delivery.Accepted) {
        post.isTableUnavailableAfter = true;
        missing++;
      }
    }
    return missing;
  }

  /// The events of the batch.
  List<SimulatedEvent> events() {
    List<SimulatedEvent> events = new ArrayList<>(10);
    for (SqsMessage message : batch.keySet()) {
      if (message.copy != null) {
        events.add(message.copy.event);
      }
    }
    return events;
  }

  /// A POST of one of them begins on this thread.
  RegalPost beginPost(SqsMessage message, SimulatedEvent event, SimulatedThread thread, long now) {
    RegalPost post = new RegalPost(this, message, now);
    post.lookedAt = lookedAt.getOrDefault(event, -1L);
    post.isTableUnavailableBefore = thread.isTableUnavailable;
    if (thread.post != null && thread.post.message == message && !thread.post.isMarked()) {
      post.isTableUnavailableBefore |=
          thread.post.isTableUnavailableBefore; // the same attempt with another key
    }
    thread.post = post;
    thread.isTableUnavailable = false;
    event.setLastPost(post);
    return post;
  }

  /// The table said what it knows of these keys.
  void recordRead(List<Key> keys, long now) {
    for (Key key : keys) {
      SimulatedEvent event = findEvent(key.sort());
      if (event != null) {
        lookedAt.put(event, now);
      }
    }
  }

  /// The table took this row.
  void recordWrite(Row row, long now) {
    RegalPost post = findPost(row);
    if (post != null) {
      post.markedAt = Math.min(post.markedAt, now);
    }
  }

  /// The table may not have taken this row.
  void recordUnwritten(Row row) {
    RegalPost post = findPost(row);
    if (post != null) {
      post.isTableUnavailableAfter = true;
    }
  }

  /// The last POST here of the event of a delivery record, null for none.
  private @Nullable RegalPost findPost(Row row) {
    SimulatedEvent event = findEvent(row.key().sort());
    RegalPost post = event == null ? null : event.lastPost;
    return post == null || post.invocation != this ? null : post;
  }

  private @Nullable SimulatedEvent findEvent(String sort) {
    if (!sort.startsWith(DELIVERY)) {
      return null;
    }
    long id = SimulatedEvent.id(sort.substring(DELIVERY.length()));
    for (SimulatedEvent event : events()) {
      if (event.id == id) {
        return event;
      }
    }
    return null;
  }

  /// The first message of this batch that is not done and whose event the request may be made of,
  /// null for none.
  @Nullable SqsMessage findMessage(String request) {
    for (SqsMessage message : batch.keySet()) {
      if (message.copy != null
          && !done.contains(message)
          && EventText.mayBeOf(message.copy.event, request)) {
        return message;
      }
    }
    return null;
  }

  /// The function says that nothing more is to be done about it.
  void markDone(SqsMessage message) {
    done.add(message);
  }

  @Nullable SqsMessage message(String id) {
    for (SqsMessage message : batch.keySet()) {
      if (message.id.equals(id)) {
        return message;
      }
    }
    return null;
  }

  /// Whether both were invoked with the same receive of the message.
  boolean hasSameReceipt(SimulatedInvocation other, SqsMessage message) {
    return other != this && Objects.equals(batch.get(message), other.batch.get(message));
  }

  /// Whether SQS still holds the message for this invocation.
  boolean hasCurrentReceipt(SqsMessage message) {
    ReceivedEvent received = batch.get(message);
    return received != null && received.receiptHandle().equals(message.receipt);
  }
}
