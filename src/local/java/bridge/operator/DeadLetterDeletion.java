package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.operator.AuditedAction.Notes;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/// Deletes dead letters of one reason for good. Those of other reasons are hidden from everyone
/// else meanwhile, for a minute at most. The other dead letters of a person keep their order, which
/// is that of their sequence numbers.
record DeadLetterDeletion(StackAddress address, StackClients clients) {
  private static final Duration HIDDEN = Duration.ofMinutes(1);

  /// How long dead letters are received; more need another run.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// Returns how many were deleted and how it ended.
  ///
  /// @param messageIds SQS ids of those to delete; empty for all of the reason
  /// @param notes gets the SQS ids of a batch before it is deleted
  Json.Obj delete(String reason, Set<String> messageIds, Notes notes) {
    String url = StackDescription.require(clients, address).output("DeadLetterQueueUrl");
    Instant end = Instant.now().plus(LONGEST);
    int deleted = 0;
    try (var received = new ReceivedDeadLetters(clients, url, HIDDEN)) {
      while (Instant.now().isBefore(end)) {
        List<Message> batch = received.receive();
        List<Message> chosen =
            batch.stream().filter(letter -> isChosen(letter, reason, messageIds)).toList();
        if (!chosen.isEmpty() && !notes.write(chosen.stream().map(Message::messageId).toList())) {
          return result(deleted, "more_remain")
              .put("problem", "The audit file cannot be written, so the rest was not deleted.")
              .json();
        }
        deleted += chosen.isEmpty() ? 0 : received.delete(chosen);
        if (!messageIds.isEmpty() && deleted == messageIds.size()) {
          return result(deleted, "all_deleted").json();
        }
        if (batch.isEmpty()) {
          boolean isAll = StackQueue.read(clients, url).inFlight() <= received.size();
          return result(deleted, isAll ? "all_deleted" : "more_remain").json();
        }
      }
    }
    return result(deleted, "more_remain").json();
  }

  private static boolean isChosen(Message letter, String reason, Set<String> messageIds) {
    return ReceivedDeadLetters.reason(letter).equals(reason)
        && (messageIds.isEmpty() || messageIds.contains(letter.messageId()));
  }

  private static JsonBuilder result(int deleted, String ended) {
    return new JsonBuilder().put("deleted", deleted).put("ended", ended);
  }
}
