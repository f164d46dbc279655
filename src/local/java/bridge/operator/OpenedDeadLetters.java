package bridge.operator;

import bridge.console.Explanation;
import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.stack.AwsCallException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Some dead letters of one reason, and what each would become today with the stack's own settings.
/// What is received is hidden from others for ten seconds at most and given back at once.
record OpenedDeadLetters(StackAddress address, StackClients clients) {
  private static final Duration HIDDEN = Duration.ofSeconds(10);

  /// How long is looked for letters of the reason.
  private static final Duration SEARCH = Duration.ofSeconds(5);

  private static final int BATCH = 10; // SQS
  private static final int MOST = 10;
  private static final String MOVED_BY_SQS = "too_many_receives";

  JsonBuilder open(String reason) {
    StackDescription stack = StackDescription.require(clients, address);
    String url = stack.output("DeadLetterQueueUrl");
    Explanation explanation = new Explanation(new Translator(settings(stack)));
    List<Message> received = new ArrayList<>();
    try {
      return new JsonBuilder()
          .put(
              "letters",
              receive(url, reason, received).stream()
                  .map(letter -> json(letter, explanation))
                  .toList());
    } finally {
      giveBack(url, received);
    }
  }

  /// @param received gets every message that SQS hides
  private List<Message> receive(String url, String reason, List<Message> received) {
    Instant end = Instant.now().plus(SEARCH);
    List<Message> found = new ArrayList<>();
    List<Message> batch;
    do {
      batch =
          AwsCallException.call(
              "sqs:ReceiveMessage",
              () ->
                  clients
                      .sqs()
                      .receiveMessage(
                          r ->
                              r.queueUrl(url)
                                  .maxNumberOfMessages(BATCH)
                                  .visibilityTimeout(Math.toIntExact(HIDDEN.toSeconds()))
                                  .messageSystemAttributeNames(
                                      MessageSystemAttributeName.SENT_TIMESTAMP)
                                  .messageAttributeNames("All"))
                      .messages());
      received.addAll(batch);
      batch.stream().filter(letter -> reason(letter).equals(reason)).forEach(found::add);
    } while (!batch.isEmpty() && found.size() < MOST && Instant.now().isBefore(end));
    return found;
  }

  private void giveBack(String url, List<Message> received) {
    for (int i = 0; i < received.size(); i += BATCH) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries =
          received.subList(i, Math.min(i + BATCH, received.size())).stream()
              .map(
                  message ->
                      ChangeMessageVisibilityBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .visibilityTimeout(0)
                          .build())
              .toList();
      AwsCallException.call(
          "sqs:ChangeMessageVisibility",
          () -> clients.sqs().changeMessageVisibilityBatch(r -> r.queueUrl(url).entries(entries)));
    }
  }

  private static Json json(Message letter, Explanation explanation) {
    String receivedAt = attribute(letter, MessageAttribute.RECEIVED_AT);
    Instant arrival =
        receivedAt != null && receivedAt.matches("\\d{1,15}")
            ? Instant.ofEpochMilli(Long.parseLong(receivedAt))
            : Instant.now();
    return new JsonBuilder()
        .put("id", letter.messageId())
        .put("reason", reason(letter))
        .put("status", attribute(letter, MessageAttribute.STATUS))
        .put("message", attribute(letter, MessageAttribute.MESSAGE))
        .put("arrival", arrival.toString())
        .put("explanation", explanation.of(letter.body(), arrival).json())
        .json();
  }

  private static String reason(Message letter) {
    String reason = attribute(letter, MessageAttribute.REASON);
    return reason == null ? MOVED_BY_SQS : reason;
  }

  private static @Nullable String attribute(Message letter, String name) {
    MessageAttributeValue value = letter.messageAttributes().get(name);
    return value == null ? null : value.stringValue();
  }

  /// The settings of the deployed functions.
  private static TranslationSettings settings(StackDescription stack) {
    return new TranslationSettings(
        stack.parameter("DefaultPhoneCountry"),
        isTrue(stack, "PageAndScreenEvents"),
        isTrue(stack, "HonourRegalIntegration"),
        isTrue(stack, "IdentifyFromProperties"),
        isTrue(stack, "ProfileFallbacks"));
  }

  private static boolean isTrue(StackDescription stack, String parameter) {
    return stack.parameter(parameter).equals("true");
  }
}
