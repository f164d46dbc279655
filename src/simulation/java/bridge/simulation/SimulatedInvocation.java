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
  boolean hasFailedDelays;

  /// The simulation held it up, so that its time may run out.
  boolean isStalled;

  SimulatedInvocation(long number, DispatchEnvironment environment, ReceivedBatch batch) {
    this.number = number;
    this.environment = environment;
    this.batch = batch;
  }

  /// The events of the batch.
  List<SimulatedEvent> facts() {
    List<SimulatedEvent> facts = new ArrayList<>(10);
    for (SqsMessage message : batch.messages()) {
      if (message.copy != null) {
        facts.add(message.copy.fact());
      }
    }
    return facts;
  }

  /// A POST of one of them begins on this thread.
  RegalPost begins(SqsMessage message, SimulatedEvent fact, SimulatedThread strand, long now) {
    RegalPost post = new RegalPost(this, message, now);
    post.isClaimed = fact.claimedBy == this;
    post.isTableAwayBefore = strand.isTableAway;
    if (strand.post != null && strand.post.message == message && !strand.post.isMarked) {
      post.isTableAwayBefore |= strand.post.isTableAwayBefore; // the same attempt with another key
      post.isClaimed |= strand.post.isClaimed;
    }
    post.markedBefore = fact.markedBeforeClaim;
    fact.claimedBy = null;
    strand.post = post;
    strand.isTableAway = false;
    fact.lastPost = post;
    return post;
  }

  /// The table took this row.
  void wrote(Row row) {
    SimulatedEvent fact =
        row.key().sort().startsWith(DELIVERY) ? delivered(row.key().sort()) : null;
    if (fact == null) {
      return;
    }
    String state = row.values().getOrDefault("state", "");
    if (state.equals("claimed")) {
      fact.claimedBy = this;
      fact.markedBeforeClaim =
          fact.lastPost != null && fact.lastPost.isMarked ? fact.lastPost : null;
    } else if (state.isEmpty()) {
      fact.claimedBy = null;
    } else if (fact.lastPost != null && fact.lastPost.invocation == this) {
      fact.lastPost.isMarked = true;
    }
  }

  private @Nullable SimulatedEvent delivered(String sort) {
    long id = SimulatedEvent.id(sort.substring(DELIVERY.length()));
    for (SimulatedEvent fact : facts()) {
      if (fact.id == id) {
        return fact;
      }
    }
    return null;
  }

  /// The first message of this batch that carries the event and is not done, null for none.
  @Nullable SqsMessage messageOf(SimulatedEvent fact) {
    for (SqsMessage message : batch.messages()) {
      if (message.copy != null && message.copy.fact() == fact && !done.contains(message)) {
        return message;
      }
    }
    return null;
  }

  /// The function says that nothing more is to be done about it.
  void isDone(SqsMessage message) {
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
  boolean holds(SqsMessage message) {
    int index = batch.messages().indexOf(message);
    return index >= 0 && batch.receipts().get(index).equals(message.receipt);
  }
}
