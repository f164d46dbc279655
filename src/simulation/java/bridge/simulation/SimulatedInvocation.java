package bridge.simulation;

import bridge.state.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One batch in one environment.
final class SimulatedInvocation {
  /// How the sort key of a delivery's row begins.
  private static final String DELIVERY = "sent#";

  final DispatchEnvironment environment;
  final ReceivedBatch batch;
  final long number;
  private final List<SqsMessage> done = new ArrayList<>(10);
  boolean isOver;

  /// It ended without an answer.
  boolean hasDied;

  /// A call for delays failed in it, whole or in part.
  boolean hasVisibilityFailure;

  /// The simulation held it up, so that its time may run out.
  boolean isStalled;

  SimulatedInvocation(long number, DispatchEnvironment environment, ReceivedBatch batch) {
    this.number = number;
    this.environment = environment;
    this.batch = batch;
  }

  /// The events of the batch.
  List<SimulatedEvent> events() {
    List<SimulatedEvent> events = new ArrayList<>(10);
    for (SqsMessage message : batch.messages()) {
      if (message.messageCopy != null) {
        events.add(message.messageCopy.event());
      }
    }
    return events;
  }

  /// A POST of one of them begins on this thread.
  RegalPost beginPost(
      SqsMessage message,
      SimulatedEvent simulatedEvent,
      SimulatedThread simulatedThread,
      long now) {
    RegalPost regalPost = new RegalPost(this, message, now);
    regalPost.isClaimed = simulatedEvent.claimedBy == this;
    regalPost.isTableUnavailableBefore = simulatedThread.isTableUnavailable;
    if (simulatedThread.regalPost != null
        && simulatedThread.regalPost.message == message
        && !simulatedThread.regalPost.isMarked) {
      regalPost.isTableUnavailableBefore |=
          simulatedThread.regalPost.isTableUnavailableBefore; // the same attempt with another key
      regalPost.isClaimed |= simulatedThread.regalPost.isClaimed;
    }
    regalPost.markedBefore = simulatedEvent.markedBeforeClaim;
    simulatedEvent.claimedBy = null;
    simulatedThread.regalPost = regalPost;
    simulatedThread.isTableUnavailable = false;
    simulatedEvent.lastPost = regalPost;
    return regalPost;
  }

  /// The table took this row.
  void recordWrite(Row row) {
    SimulatedEvent simulatedEvent =
        row.key().sort().startsWith(DELIVERY) ? findEvent(row.key().sort()) : null;
    if (simulatedEvent == null) {
      return;
    }
    String state = row.values().getOrDefault("state", "");
    if (state.equals("claimed")) {
      simulatedEvent.claimedBy = this;
      simulatedEvent.markedBeforeClaim =
          simulatedEvent.lastPost != null && simulatedEvent.lastPost.isMarked
              ? simulatedEvent.lastPost
              : null;
    } else if (state.isEmpty()) {
      simulatedEvent.claimedBy = null;
    } else if (simulatedEvent.lastPost != null
        && simulatedEvent.lastPost.simulatedInvocation == this) {
      simulatedEvent.lastPost.isMarked = true;
    }
  }

  private @Nullable SimulatedEvent findEvent(String sort) {
    long id = SimulatedEvent.id(sort.substring(DELIVERY.length()));
    for (SimulatedEvent simulatedEvent : events()) {
      if (simulatedEvent.id == id) {
        return simulatedEvent;
      }
    }
    return null;
  }

  /// The first message of this batch that carries the event and is not done, null for none.
  @Nullable SqsMessage findMessage(SimulatedEvent simulatedEvent) {
    for (SqsMessage message : batch.messages()) {
      if (message.messageCopy != null
          && message.messageCopy.event() == simulatedEvent
          && !done.contains(message)) {
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
    for (SqsMessage message : batch.messages()) {
      if (message.id.equals(id)) {
        return message;
      }
    }
    return null;
  }

  /// Whether SQS still holds the message for this invocation.
  boolean hasCurrentReceipt(SqsMessage message) {
    int index = batch.messages().indexOf(message);
    return index >= 0 && batch.receipts().get(index).equals(message.receipt);
  }
}
