package bridge.simulation;

import bridge.queue.ReceivedEvent;
import bridge.state.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One batch in one environment.
final class SimulatedInvocation {
  /// How the sort key of a delivery's row begins.
  private static final String DELIVERY = "sent#";

  final DispatchEnvironment environment;

  /// Its messages, each as it was received.
  final Map<SqsMessage, ReceivedEvent> batch;

  final long number;
  private final List<SqsMessage> done = new ArrayList<>(10);
  boolean isOver;

  /// It ended without an answer.
  boolean hasDied;

  /// A call for delays failed in it, whole or in part.
  boolean hasVisibilityFailure;

  /// The simulation held it up, so that its time may run out.
  boolean isStalled;

  SimulatedInvocation(
      long number, DispatchEnvironment environment, Map<SqsMessage, ReceivedEvent> batch) {
    this.number = number;
    this.environment = environment;
    this.batch = batch;
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
    post.isClaimed = event.claimedBy == this;
    post.isTableUnavailableBefore = thread.isTableUnavailable;
    if (thread.post != null && thread.post.message == message && !thread.post.isMarked) {
      post.isTableUnavailableBefore |=
          thread.post.isTableUnavailableBefore; // the same attempt with another key
      post.isClaimed |= thread.post.isClaimed;
    }
    post.markedBefore = event.markedBeforeClaim;
    event.claimedBy = null;
    thread.post = post;
    thread.isTableUnavailable = false;
    event.lastPost = post;
    return post;
  }

  /// The table took this row.
  void recordWrite(Row row) {
    SimulatedEvent event =
        row.key().sort().startsWith(DELIVERY) ? findEvent(row.key().sort()) : null;
    if (event == null) {
      return;
    }
    String state = row.values().getOrDefault("state", "");
    if (state.equals("claimed")) {
      event.claimedBy = this;
      event.markedBeforeClaim =
          event.lastPost != null && event.lastPost.isMarked ? event.lastPost : null;
    } else if (state.isEmpty()) {
      event.claimedBy = null;
    } else if (event.lastPost != null && event.lastPost.invocation == this) {
      event.lastPost.isMarked = true;
    }
  }

  private @Nullable SimulatedEvent findEvent(String sort) {
    long id = SimulatedEvent.id(sort.substring(DELIVERY.length()));
    for (SimulatedEvent event : events()) {
      if (event.id == id) {
        return event;
      }
    }
    return null;
  }

  /// The first message of this batch that carries the event and is not done, null for none.
  @Nullable SqsMessage findMessage(SimulatedEvent event) {
    for (SqsMessage message : batch.keySet()) {
      if (message.copy != null && message.copy.event == event && !done.contains(message)) {
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

  /// Whether SQS still holds the message for this invocation.
  boolean hasCurrentReceipt(SqsMessage message) {
    ReceivedEvent received = batch.get(message);
    return received != null && received.receiptHandle().equals(message.receipt);
  }
}
