package bridge.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One batch in one environment.
final class Invocation {
  final WorkerEnvironment environment;
  final Received batch;
  final long number;
  private final List<SqsMessage> done = new ArrayList<>(10);
  boolean isOver;

  /// It ended without an answer.
  boolean hasDied;

  /// A call for delays failed in it, whole or in part.
  boolean hasFailedDelays;

  /// The simulation held it up, so that its time may run out.
  boolean isStalled;

  Invocation(long number, WorkerEnvironment environment, Received batch) {
    this.number = number;
    this.environment = environment;
    this.batch = batch;
  }

  /// The first message of this batch that carries the event and is not done, null for none.
  @Nullable SqsMessage messageOf(Fact fact) {
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
