package bridge.simulation;

import bridge.queue.ReceivedEvent;
import java.util.List;

/// One batch as the queue handed it out, with the receipts of that time.
record ReceivedBatch(List<SqsMessage> messages, List<String> receipts, List<ReceivedEvent> events) {
  static ReceivedBatch of(List<SqsMessage> messages) {
    return new ReceivedBatch(
        List.copyOf(messages),
        messages.stream().map(message -> String.valueOf(message.receipt)).toList(),
        messages.stream().map(SqsModel::toReceivedEvent).toList());
  }
}
