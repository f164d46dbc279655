package bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.json.JsonException;
import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lambda's SQS event is read, and its partial batch response is well formed.
class SqsBatchTest {
  private static final Instant NOW = Instant.ofEpochMilli(5);

  @Test
  void aRecordBecomesItsMessage() throws Exception {
    String event =
        """
        {"Records":[{"messageId":"m1","receiptHandle":"r1","body":"{}",
          "attributes":{"ApproximateReceiveCount":"3","SentTimestamp":"1700000000000",
            "SequenceNumber":"188","MessageGroupId":"g1"},
          "messageAttributes":{"receivedAt":{"stringValue":"7","dataType":"String"}},
          "eventSource":"aws:sqs"}]}\
        """;

    assertThat(SqsBatch.read(event.getBytes(UTF_8), NOW))
        .containsExactly(
            new ReceivedEvent(
                "m1",
                "r1",
                "g1",
                "188",
                Instant.ofEpochMilli(1_700_000_000_000L),
                3,
                "{}",
                Map.of("receivedAt", "7")));
  }

  @Test
  void whatIsMissingMakesNoEventOld() throws Exception {
    String event = "{\"Records\":[{\"messageId\":\"m1\",\"body\":\"x\"}]}";

    assertThat(SqsBatch.read(event.getBytes(UTF_8), NOW).getFirst())
        .extracting(ReceivedEvent::sentAt, ReceivedEvent::group)
        .containsExactly(NOW, "m1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"Records\":[{}]}", "{\"Records\":[null]}"})
  void whatIsNotABatchIsRejected(String event) {
    assertThatThrownBy(() -> SqsBatch.read(event.getBytes(UTF_8), NOW))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void theResponseNamesEachUnfinishedIdAndIsNeverWithoutItsList() {
    assertThat(new String(SqsBatch.toResponse(List.of("a", "b")), UTF_8))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"b\"}]}");
    assertThat(new String(SqsBatch.toResponse(List.of()), UTF_8))
        .isEqualTo("{\"batchItemFailures\":[]}");
  }
}
