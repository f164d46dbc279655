package bridge.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Group, deduplication id and dead-letter attributes of a queued event.
class EnvelopeTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"userId":"u 1","anonymousId":"a"} | {"userId":"u 1","anonymousId":"b"}
          {"userId":17}                      | {"userId":"17"}
          {"userId":"Zoë"}                   | {"userId":"Zo\\u00eb"}
          {"userId":"","anonymousId":"a"}    | {"userId":null,"anonymousId":"a"}
          {"USERID":"u"}                     | {"userId":"u"}
          {"userid":"x","userId":"u"}        | {"userId":"u"}
          {"traits":{"phone":"+12125550123"}} | {"traits":{"email":"x@y.z","Phone":"+12125550123"}}
          {"traits":{"phones":{"+12125550123":{}}}} | {"context":{"traits":{"phone":"+12125550123"}}}
          {"traits":{"e-mail":"a@b.co"}}     | {"context":{"traits":{"email":["a@b.co"]}}}
          """)
  void oneIdentityIsOneGroup(String one, String other) throws Exception {
    assertThat(message(one).group()).isEqualTo(message(other).group());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"userId":"u"}        | {"userId":"U"}
          {"userId":"u"}        | {"userId":"u "}
          {"userId":"u"}        | {"anonymousId":"u"}
          {"userId":1.5,"anonymousId":"a"} | {"userId":"1.5"}
          {"event":"1"}         | {"event":"2"}
          """)
  void anotherIdentityIsAnotherGroup(String one, String other) throws Exception {
    assertThat(message(one).group()).isNotEqualTo(message(other).group());
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "ü ñ 王", "with\\nbreak", "😀"})
  void groupAndDedupIdAreWhatSqsAllows(String userId) throws Exception {
    QueuedEvent message = message("{\"userId\":\"" + userId.repeat(300) + "\"}");

    assertThat(message.group()).matches("[0-9a-f]{64}");
    assertThat(message.dedupId()).matches("[0-9a-f]{64}");
  }

  @Test
  void theSameBytesAreOneDedupIdAndAnyOtherByteAnother() throws Exception {
    String event = "{\"userId\":\"u\",\"event\":\"a\"}";

    assertThat(message(event).dedupId()).isEqualTo(message(event).dedupId());
    assertThat(message(event).dedupId())
        .isNotEqualTo(message(event.replace("\"a\"", " \"a\"")).dedupId());
  }

  @Test
  void theBodyIsTheEventsOwnText() throws Exception {
    String event = "{ \"userId\" : \"u\", \"n\": 1.50, \"t\":\"\\ud800 é\u2028\" }";

    assertThat(message(event).body()).isEqualTo(event);
    assertThat(message(event).attributes())
        .containsEntry(MessageAttribute.RECEIVED_AT, Long.toString(NOON.toEpochMilli()))
        .doesNotContainKey(MessageAttribute.ENCODING);
  }

  @Test
  void charactersThatSqsRejectsTravelAsEscapesAndAreMarked() throws Exception {
    QueuedEvent message = message("{\"userId\":\"\uFFFF\uFFFE\"}");

    assertThat(message.body()).isEqualTo("{\"userId\":\"\\uffff\\ufffe\"}");
    assertThat(message.attributes())
        .containsEntry(MessageAttribute.ENCODING, MessageAttribute.ESCAPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"+12125550123\"", "null", "[{}]", "true"})
  void anElementThatIsNotAnObjectIsDeadLettered(String element) throws Exception {
    Envelope.DeadLetter deadLetter = deadLetter(("[{}," + element + "]").getBytes(UTF_8), 1);

    assertThat(deadLetter.reason()).isEqualTo(Reason.INVALID_EVENT);
    assertThat(deadLetter.message().body()).isEqualTo(element);
    assertThat(deadLetter.message().attributes())
        .containsEntry(MessageAttribute.REASON, "invalid_event")
        .containsEntry(MessageAttribute.MESSAGE, "element 1 is not a JSON object");
  }

  @Test
  void bytesThatAreNotUtf8AreDeadLetteredInBase64() throws Exception {
    byte[] body = "{\"userId\":\"ÿ\"}".getBytes(ISO_8859_1);

    Envelope.DeadLetter deadLetter = deadLetter(body, 0);

    assertThat(deadLetter.message().attributes())
        .containsEntry(MessageAttribute.ENCODING, MessageAttribute.BASE64);
    assertThat(Base64.getDecoder().decode(deadLetter.message().body())).isEqualTo(body);
  }

  @Test
  void anEventOf900KiBTravelsAndOneByteMoreLeavesAStub() throws Exception {
    String frame = "{\"userId\":\"u\",\"anonymousId\":\"a\",\"messageId\":\"m\",\"t\":\"\"}";
    String full = frame.replace("\"\"", "\"" + "x".repeat(921_600 - frame.length()) + "\"");

    assertThat(message(full).body()).isEqualTo(full);
    assertThat(message("[" + full + "]").body()).isEqualTo(full);

    Envelope.DeadLetter deadLetter =
        deadLetter(full.replace("\"t\":\"", "\"t\":\"x").getBytes(UTF_8), 0);
    assertThat(deadLetter.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(deadLetter.message().body())
        .startsWith("{\"userId\":\"u\",\"anonymousId\":\"a\",\"messageId\":\"m\",\"bytes\":921601,")
        .contains("\"sha256\":\"");
    assertThat(deadLetter.message().bytes()).isLessThan(QueuedEvent.MAX_BYTES);
  }

  @Test
  void anEventThatGrowsOverWhatSqsTakesLeavesAStub() throws Exception {
    byte[] grows = ("{\"t\":\"" + "\uFFFF".repeat(250_000) + "\"}").getBytes(UTF_8);
    byte[] broken = ("{\"t\":\"" + "x".repeat(850_000) + "ÿ\"}").getBytes(ISO_8859_1);

    assertThat(deadLetter(grows, 0).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(deadLetter(broken, 0).reason()).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anEventThatGrowsTravelsWhileSqsHasRoomForItAndForWhyItFails() throws Exception {
    String frame = "{\"t\":\"" + "\uFFFF".repeat(100_000) + "\"}";
    int room = 1_048_576 - 8_192 - message(frame).bytes();
    String full = frame.replace("\"}", "x".repeat(room) + "\"}");

    assertThat(message(full).bytes()).isEqualTo(1_048_576 - 8_192);
    assertThat(deadLetter(full.replace("{", "{ ").getBytes(UTF_8), 0).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anElementThatIsNotAnObjectIsKeptWholeWhileSqsTakesIt() throws Exception {
    String frame = "[\"" + "\uFFFF".repeat(100_000) + "\"]";
    int room = 1_048_576 - deadLetter(frame.getBytes(UTF_8), 0).message().bytes();
    String full = frame.replace("\"]", "x".repeat(room) + "\"]");

    assertThat(deadLetter(full.getBytes(UTF_8), 0).reason()).isEqualTo(Reason.INVALID_EVENT);
    assertThat(deadLetter(full.replace("[\"", "[\"x").getBytes(UTF_8), 0).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  private static QueuedEvent message(String event) throws Exception {
    RawEvent rawEvent = Payload.split(event.getBytes(UTF_8)).events().getFirst();
    return ((Envelope.Event) Envelope.of(rawEvent, NOON)).message();
  }

  private static Envelope.DeadLetter deadLetter(byte[] body, int index) throws Exception {
    return (Envelope.DeadLetter) Envelope.of(Payload.split(body).events().get(index), NOON);
  }
}
