package bridge.operator;

import bridge.console.Explanation;
import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.queue.Reason;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/// Some dead letters of one reason, and what each would become today with the stack's own settings.
/// What is received is hidden from others for ten seconds at most and given back at once.
record OpenedDeadLetters(StackAddress address, StackClients clients) {
  private static final Duration HIDDEN = Duration.ofSeconds(10);

  /// How long is looked for letters of the reason.
  private static final Duration SEARCH = Duration.ofSeconds(5);

  private static final int MOST = 10;

  JsonBuilder open(String reason) {
    StackDescription stack = StackDescription.require(clients, address);
    Explanation explanation = new Explanation(StackTranslator.of(stack));
    Instant end = Instant.now().plus(SEARCH);
    List<Json> found = new ArrayList<>();
    try (var received =
        new ReceivedDeadLetters(clients, stack.output("DeadLetterQueueUrl"), HIDDEN)) {
      List<Message> batch;
      do {
        batch = received.receive();
        batch.stream()
            .filter(letter -> ReceivedDeadLetters.reason(letter).equals(reason))
            .forEach(letter -> found.add(json(letter, explanation)));
      } while (!batch.isEmpty() && found.size() < MOST && Instant.now().isBefore(end));
    }
    return new JsonBuilder().put("letters", found);
  }

  private static Json json(Message letter, Explanation explanation) {
    String receivedAt = ReceivedDeadLetters.attribute(letter, MessageAttribute.RECEIVED_AT);
    Instant arrival =
        receivedAt != null && receivedAt.matches("\\d{1,15}")
            ? Instant.ofEpochMilli(Long.parseLong(receivedAt))
            : Instant.now();
    return new JsonBuilder()
        .put("id", letter.messageId())
        .put("reason", ReceivedDeadLetters.reason(letter))
        .put("status", ReceivedDeadLetters.attribute(letter, MessageAttribute.STATUS))
        .put("message", ReceivedDeadLetters.attribute(letter, MessageAttribute.MESSAGE))
        .put("arrival", arrival.toString())
        .put("event", isEditable(letter) ? letter.body() : null)
        .put("explanation", explanation.of(letter.body(), arrival).json())
        .json();
  }

  /// Whether the whole event is there, as text.
  private static boolean isEditable(Message letter) {
    boolean isStub =
        ReceivedDeadLetters.reason(letter).equals(Reason.TOO_LARGE.code())
            && ReceivedDeadLetters.attribute(letter, MessageAttribute.SEQUENCE_NUMBER) == null;
    return !isStub
        && !MessageAttribute.BASE64.equals(
            ReceivedDeadLetters.attribute(letter, MessageAttribute.ENCODING));
  }
}
