package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.RegalEmulator;
import bridge.emulator.RegalScript;
import bridge.emulator.SegmentSender;
import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.queue.MessageAttribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/// The whole path with the deployed handlers, on ElasticMQ or, with `-Daws.endpoint=`, on
/// LocalStack.
///
/// Where LocalStack 4.14.0 differs from AWS (and these tests do not look): its Lambda runs no
/// functions here, so the poller is the bridge's own in both cases; its queues answer at once and
/// never fail in part. ElasticMQ hands out one group a receive and knows dedup ids queue-wide.
class LocalBridgeTest {
  private static final String RUN = Long.toString(System.nanoTime(), 36);

  private static LocalBridge bridge;
  private static SegmentSender segmentSender;

  @BeforeAll
  static void start() throws Exception {
    LocalBridgeSetup setup = LocalBridgeSetup.atAnyPort();
    bridge = new LocalBridge(setup, _ -> {});
    segmentSender = new SegmentSender(bridge.port(), setup.secret(), setup.token());
  }

  @AfterAll
  static void stop() {
    segmentSender.close();
    bridge.close();
  }

  @Test
  void oneSignedEventArrivesAsTheContractSays() throws Exception {
    String event = event("solo", 1).replace("\"n\":1", "\"n\":1.50,\"t\":\"é😀\\u2028\"");

    post(event, event);

    await(() -> received("solo").size() == 1);
    assertThat(received("solo").getFirst())
        .isEqualTo(
            "{\"userId\":\"solo-%s\",\"name\":\"Step\",\"properties\":{\"n\":1.50,\"t\":\"é😀\u2028\"},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}"
                .formatted(RUN));
  }

  @Test
  void aThousandEventsOf25PeopleArriveInOrderForEach() throws Exception {
    List<String> events =
        IntStream.range(0, 1_000).mapToObj(i -> event("crowd" + i % 25, i)).toList();

    String array = "[" + String.join(",", events) + "]";

    post(array, events.getFirst());

    await(() -> IntStream.range(0, 25).map(p -> received("crowd" + p).size()).sum() == 1_000);
    for (int person = 0; person < 25; person++) {
      int first = person;
      assertThat(numbers("crowd" + person))
          .isEqualTo(IntStream.range(0, 40).mapToObj(i -> first + 25 * i).toList());
    }
  }

  @Test
  void aPersonWhoseEventFailsWaitsInOrderAndNobodyElseDoes() throws Exception {
    bridge
        .regal()
        .script(RegalScript.read("[{\"status\":503,\"times\":2,\"person\":\"slow-" + RUN + "\"}]"));
    List<String> events =
        List.of(event("slow", 1), event("quick", 2), event("slow", 3), event("slow", 4));

    post("[" + String.join(",", events) + "]", events.getFirst());

    await(() -> received("slow").size() == 5 && received("quick").size() == 1);
    assertThat(numbers("slow")).containsExactly(1, 1, 1, 3, 4);
  }

  @Test
  void whatRegalRejectsIsDeadLetteredWithItsReasonAndTheNextGoesOn() throws Exception {
    bridge.regal().script(RegalScript.read("[{\"status\":400,\"person\":\"odd-" + RUN + "\"}]"));
    String rejected = event("odd", 1);

    post("[" + rejected + "," + event("odd", 2) + "]", rejected);

    await(() -> received("odd").size() == 2);
    List<Message> deadLetters = new ArrayList<>();
    await(() -> deadLetters.addAll(deadLetters(rejected)));
    assertThat(deadLetters.getFirst().messageAttributes())
        .hasEntrySatisfying(
            MessageAttribute.REASON, value -> assertThat(value.stringValue()).isEqualTo("rejected"))
        .hasEntrySatisfying(
            MessageAttribute.STATUS, value -> assertThat(value.stringValue()).isEqualTo("400"));
  }

  @Test
  void aWrongSignatureReachesNobody() throws Exception {
    String event = event("forged", 1);

    assertThat(segmentSender.post(event, event + " ")).isEqualTo(423);
    assertThat(received("forged")).isEmpty();
  }

  /// Sends the same again after a 503, as Segment does: a busy machine may be too slow for the
  /// first.
  private static void post(String body, String signed) throws Exception {
    int status = segmentSender.post(body, signed);
    while (status == 503) {
      status = segmentSender.post(body, signed);
    }
    assertThat(status).isEqualTo(200);
  }

  private static String event(String person, int n) {
    return "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"%s-%s\",\"properties\":{\"n\":%d},\"timestamp\":\"2026-11-02T09:00:00Z\"}"
        .formatted(person, RUN, n);
  }

  private static List<String> received(String person) {
    String userId = "{\"userId\":\"" + person + "-" + RUN + "\"";
    return bridge.regal().received().stream()
        .map(RegalEmulator.Received::body)
        .filter(body -> body.startsWith(userId))
        .toList();
  }

  private static List<Integer> numbers(String person) throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (String body : received(person)) {
      Json.Obj request = (Json.Obj) new JsonReader(10).read(body);
      if (request.get("properties") instanceof Json.Obj properties
          && properties.get("n") instanceof Json.Num(String lexeme)) {
        numbers.add(Integer.parseInt(lexeme));
      }
    }
    return numbers;
  }

  private static List<Message> deadLetters(String body) {
    return bridge
        .sqs()
        .client()
        .receiveMessage(
            r ->
                r.queueUrl(bridge.deadLettersUrl())
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(0)
                    .messageAttributeNames("All"))
        .messages()
        .stream()
        .filter(message -> message.body().equals(body))
        .toList();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what was awaited never came").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
