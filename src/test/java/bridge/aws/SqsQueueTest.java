package bridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.fake.RawServer;
import bridge.queue.FifoQueue;
import bridge.queue.QueueDepth;
import bridge.queue.QueueUnavailableException;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.queue.VisibilityChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/// SQS's answers in its JSON protocol, as the bridge's queues read them.
class SqsQueueTest {
  /// Ends the SDK's own retries.
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final List<QueuedEvent> THREE = List.of(event("0"), event("1"), event("2"));

  /// SQS's digest of one attribute: `encoding`, a String, is `escaped`.
  private static final String ENCODING_DIGEST = "7abceebbffd93757b65cb2b56ae7e3c9";

  @Test
  void eachEntryOfABatchHasItsOwnResult() throws Exception {
    String response =
        """
        {"Successful":[{"Id":"0","MessageId":"m","MD5OfMessageBody":"%s","SequenceNumber":"1"}],
         "Failed":[{"Id":"1","SenderFault":false,"Code":"InternalError"},
                   {"Id":"2","SenderFault":true,"Code":"InvalidMessageContents"}]}\
        """
            .formatted(md5("body 0"));

    assertThat(send(200, response))
        .containsExactly(SendResult.CONFIRMED, SendResult.FAILED, SendResult.REFUSED);
  }

  @Test
  void whatTheResponseDoesNotNameIsNotConfirmed() throws Exception {
    assertThat(send(200, "{\"Successful\":[],\"Failed\":[]}")).containsOnly(SendResult.FAILED);
    assertThat(send(200, "{}")).containsOnly(SendResult.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"ThrottlingException, true", "KmsAccessDenied, true", "InvalidParameterValue, false"})
  void whatIsNotTheMessagesFaultMayBeSentAgain(String code, boolean isSenders) throws Exception {
    String response =
        "{\"Failed\":[{\"Id\":\"0\",\"SenderFault\":%s,\"Code\":\"%s\"}]}"
            .formatted(isSenders, code);

    assertThat(send(200, response)).containsOnly(SendResult.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"400, RequestThrottled", "403, AccessDeniedException", "500, InternalFailure"})
  void anErrorConfirmsNothing(int status, String type) throws Exception {
    assertThat(send(status, "{\"__type\":\"" + type + "\"}", SHORT))
        .containsOnly(SendResult.FAILED);
  }

  @ParameterizedTest
  @CsvSource({"QueueDoesNotExist, q", "RequestThrottled,"})
  void onlyAQueueThatDoesNotExistIsNamedMissing(String type, @Nullable String name)
      throws Exception {
    try (RawServer sqs = serverWith(400, "{\"__type\":\"com.amazonaws.sqs#" + type + "\"}")) {
      SqsFifoQueue queue = new SqsFifoQueue(client(url(sqs)), url(sqs) + "/q");

      assertThat(queue.send(THREE, FifoQueue.TIMEOUT)).containsOnly(SendResult.FAILED);
      assertThat(queue.missingQueue()).isEqualTo(name);
    }
  }

  @Test
  void aQueueThatCannotBeReachedConfirmsNothing() throws Exception {
    SqsClient nobody = client("http://127.0.0.1:1");

    assertThat(new SqsFifoQueue(nobody, "http://127.0.0.1:1/q").send(THREE, FifoQueue.TIMEOUT))
        .containsOnly(SendResult.FAILED);
    new SqsMessageVisibility(nobody, "http://127.0.0.1:1/q")
        .change(List.of(new VisibilityChange(receivedEvent("m"), Duration.ofSeconds(1))));
    assertThatThrownBy(
            () -> new SqsDeadLetterQueue(nobody, "http://127.0.0.1:1/q").receive(Duration.ZERO))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(
            new SqsDeadLetterQueue(nobody, "http://127.0.0.1:1/q")
                .delete(List.of(receivedEvent("m"))))
        .containsExactly(receivedEvent("m"));
  }

  @Test
  void whatSqsDidNotDeleteIsReturned() throws Exception {
    String response =
        "{\"Successful\":[{\"Id\":\"1\"}],\"Failed\":[{\"Id\":\"0\",\"SenderFault\":false,\"Code\":\"InternalError\"}]}";
    try (RawServer sqs = serverWith(200, response)) {
      SqsDeadLetterQueue queue = new SqsDeadLetterQueue(client(url(sqs)), url(sqs) + "/q");

      assertThat(queue.delete(List.of(receivedEvent("a"), receivedEvent("b"))))
          .containsExactly(receivedEvent("a"));
    }
  }

  @Test
  void anEventIsSentInItsGroupWithItsAttributes() throws Exception {
    try (RawServer sqs = serverWith(200, "{}")) {
      new SqsFifoQueue(client(url(sqs)), url(sqs) + "/q")
          .send(
              List.of(new QueuedEvent("g", "d", "b", Map.of("receivedAt", "7"))),
              FifoQueue.TIMEOUT);

      assertThat(sqs.requests().getFirst())
          .contains("\"MessageGroupId\":\"g\"", "\"MessageDeduplicationId\":\"d\"")
          .contains("\"receivedAt\":{\"StringValue\":\"7\",\"DataType\":\"String\"}");
    }
  }

  @Test
  void aDeadLetterIsReceivedWithAllAttributesAndHiddenAsLongAsAsked() throws Exception {
    String response =
        """
        {"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"b","MD5OfBody":"%s","Attributes":\
        {"SentTimestamp":"5","SequenceNumber":"1","MessageGroupId":"g","ApproximateReceiveCount":\
        "3"},"MessageAttributes":{"encoding":{"DataType":"String","StringValue":"escaped"}},\
        "MD5OfMessageAttributes":"%s"}]}\
        """
            .formatted(md5("b"), ENCODING_DIGEST);
    try (RawServer sqs = serverWith(200, response)) {
      assertThat(
              new SqsDeadLetterQueue(client(url(sqs)), url(sqs) + "/q")
                  .receive(Duration.ofSeconds(90)))
          .containsExactly(
              new ReceivedEvent(
                  "m",
                  "r",
                  "g",
                  "1",
                  Instant.ofEpochMilli(5),
                  3,
                  "b",
                  Map.of("encoding", "escaped")));
      assertThat(sqs.requests().getFirst())
          .contains("\"MessageAttributeNames\":[\"All\"]", "\"VisibilityTimeout\":90")
          .contains("\"MessageSystemAttributeNames\":[\"All\"]");
    }
  }

  @Test
  void aQueuesDepthHasTwoPartsMessagesInFlightIncluded() throws Exception {
    String response =
        "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"2\",\"ApproximateNumberOfMessagesNotVisible\":\"3\"}}";
    try (RawServer sqs = serverWith(200, response)) {
      assertThat(new SqsDeadLetterQueue(client(url(sqs)), url(sqs) + "/q").depth())
          .isEqualTo(new QueueDepth(2, 3));
    }
  }

  /// The answer confirms the events, and comes too late.
  @Test
  void aCallTakesNoLongerThanItsCallerAllows() throws Exception {
    String answer =
        "{\"Successful\":[{\"Id\":\"0\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"%s\"}]}"
            .formatted(md5("body 0"));
    RawServer.Talk late =
        socket -> {
          Thread.sleep(Duration.ofMillis(1_500));
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 X\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(answer.length(), answer)
                      .getBytes(StandardCharsets.UTF_8));
        };
    try (RawServer sqs = new RawServer(late)) {
      FifoQueue queue = new SqsFifoQueue(client(url(sqs)), url(sqs) + "/q");

      assertThat(queue.send(THREE.subList(0, 1), Duration.ofMillis(300)))
          .containsOnly(SendResult.FAILED);
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.2S, 1", "PT1.4S, 1", "PT1.6S, 2", "PT36M, 2160", "PT13H, 43200"})
  void aVisibilityTimeoutIsWholeSecondsAndOnlyNoneIsZero(Duration hidden, int seconds) {
    assertThat(SqsMessageVisibility.seconds(hidden)).isEqualTo(seconds);
  }

  private static List<SendResult> send(int status, String response) throws Exception {
    return send(status, response, FifoQueue.TIMEOUT);
  }

  private static List<SendResult> send(int status, String response, Duration timeout)
      throws Exception {
    try (RawServer sqs = serverWith(status, response)) {
      return new SqsFifoQueue(client(url(sqs)), url(sqs) + "/q").send(THREE, timeout);
    }
  }

  private static RawServer serverWith(int status, String response) throws Exception {
    return RawServer.withResponse(
        "HTTP/1.1 %d X\nContent-Type: application/x-amz-json-1.0\nContent-Length: %d\n\n%s"
            .formatted(status, response.length(), response.replace('\n', ' ')));
  }

  private static String url(RawServer server) {
    return "http://127.0.0.1:" + server.uri("http").getPort();
  }

  private static SqsClient client(String url) {
    return new AwsClients(
            Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_SQS", url))
        .sqs();
  }

  private static QueuedEvent event(String id) {
    return new QueuedEvent("group " + id, id, "body " + id, Map.of());
  }

  private static ReceivedEvent receivedEvent(String id) {
    return new ReceivedEvent(id, "receipt", "group", "1", Instant.EPOCH, 1, "body", Map.of());
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
