package bridge.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A body is split into its events without a change of a byte.
class PayloadTest {
  @Test
  void everyElementKeepsItsBytes() throws Exception {
    Payload payload =
        Payload.split(
            " [ {\"a\": 1.0} ,{\"b\":\"\\/é\"}\n, 7, \"x\", null,[1 , 2],-0.0 ] ".getBytes(UTF_8));

    assertThat(payload.isArray()).isTrue();
    assertThat(texts(payload))
        .containsExactly(
            "{\"a\": 1.0}", "{\"b\":\"\\/é\"}", "7", "\"x\"", "null", "[1 , 2]", "-0.0");
    assertThat(payload.events().get(1).form()).isEqualTo(RawEvent.Form.OBJECT);
    assertThat(payload.events().get(2).form()).isEqualTo(RawEvent.Form.NOT_AN_OBJECT);
  }

  @Test
  void oneEventNeedsNoArray() throws Exception {
    Payload payload = Payload.split(" {\"type\":\"track\"}\n".getBytes(UTF_8));

    assertThat(payload.isArray()).isFalse();
    assertThat(texts(payload)).containsExactly("{\"type\":\"track\"}");
  }

  @Test
  void bytesThatAreNotUtf8BreakTheirElementAlone() throws Exception {
    byte[] body = "[{\"a\":\"é\"},{\"a\":\"ÿ\"},{\"a\":\"\\u00ff\"}]".getBytes(ISO_8859_1);
    body[7] = 'e'; // the first is plain, the second holds a byte FF

    List<RawEvent> elements = Payload.split(body).events();

    assertThat(elements)
        .extracting(RawEvent::form)
        .containsExactly(RawEvent.Form.OBJECT, RawEvent.Form.INVALID_UTF8, RawEvent.Form.OBJECT);
    assertThat(elements.get(1).bytes()).isEqualTo("{\"a\":\"ÿ\"}".getBytes(ISO_8859_1));
  }

  @Test
  void surrogatesInUtf8AreNotUtf8() throws Exception {
    byte[] body = "[{\"a\":\"í \"}]".getBytes(ISO_8859_1);
    body[7] = (byte) 0xED;
    body[8] = (byte) 0xA0;

    assertThat(Payload.split(body).events().getFirst().form())
        .isEqualTo(RawEvent.Form.INVALID_UTF8);
  }

  @Test
  void oneOddByteIsFoundWhereverItIs() throws Exception {
    for (int before = 0; before < 20; before++) {
      for (int after = 0; after < 20; after++) {
        String start = "{\"" + "k".repeat(before);
        String end = "k".repeat(after) + "\":1}";
        String value = "{\"\":\"" + "k".repeat(before) + "\u00ff" + "k".repeat(after) + "\"}";

        assertThat(Payload.split((start + "\u00ff" + end).getBytes(ISO_8859_1)).events())
            .extracting(RawEvent::form)
            .containsExactly(RawEvent.Form.INVALID_UTF8);
        assertThat(Payload.split(value.getBytes(ISO_8859_1)).events())
            .extracting(RawEvent::form)
            .containsExactly(RawEvent.Form.INVALID_UTF8);
        assertThat(texts(Payload.split((start + "\\ud83d" + end).getBytes(UTF_8))))
            .containsExactly(start + "\\ud83d" + end);
      }
    }
  }

  @Test
  void halfASurrogatePairInAKeyCostsNoOtherEvent() throws Exception {
    String one = "{\"a\\ud83d\":{\"\\uDE00\":1}}";
    String other = "{\"\\ud83d\\ude00 \\\\ud83d\":1}";

    Payload payload = Payload.split(("[" + one + "," + other + "]").getBytes(UTF_8));

    assertThat(texts(payload)).containsExactly(one, other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[{}",
        "nonsense",
        "{}{}",
        "[] 1",
        "{'a':1}",
        "[1,]",
        "{\"a\":01}",
        "[NaN]",
        "{\"a\":\"line\nbreak\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud8\"}",
        "{\"a\":\"\\ud83g\"}",
        "{\"a\":\"\\ud83d",
        "\u00ff{}",
        "[{}\u00ff]"
      })
  void whatIsNotJsonIsRejectedWhole(String body) {
    assertThat(rejection(body.getBytes(ISO_8859_1)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"text\"", "true", "null", "-0.5"})
  void jsonThatIsNeitherEventNorArrayIsRejected(String body) {
    PayloadException rejection = rejection(body.getBytes(UTF_8));

    assertThat(rejection.status()).isEqualTo(400);
    assertThat(rejection.advice()).contains("neither an event nor an array");
  }

  @Test
  void anotherEncodingIsRejectedSinceItsBytesWereNotTheOnesSigned() {
    assertThat(rejection("{}".getBytes(UTF_16)).status()).isEqualTo(400);
    assertThat(rejection("\ufeff{}".getBytes(UTF_8)).status()).isEqualTo(400);
    assertThat(rejection(new byte[] {0, '{', 0, '}'}).status()).isEqualTo(400);
  }

  @Test
  void theAdviceNamesAnEmptyBodyAByteOrderMarkAndWhereJsonEnds() {
    assertThat(rejection(" \n".getBytes(UTF_8)).advice()).startsWith("The body is empty.");
    assertThat(rejection("\ufeff{}".getBytes(UTF_8)).advice()).contains("a byte order mark");
    assertThat(rejection("{}".getBytes(UTF_16LE)).advice()).contains("UTF-16");
    assertThat(rejection("[{},]".getBytes(UTF_8)).offset()).isEqualTo(4);
    assertThat(rejection("{}\n{}".getBytes(UTF_8)).offset()).isEqualTo(3);
  }

  @Test
  void fourThousandEventsPassAndOneMoreIsTooMany() throws Exception {
    assertThat(Payload.split(array(4_000)).events()).hasSize(4_000);
    assertThat(rejection(array(4_001)).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 1_000, 100_000})
  void depthIsNoReasonToReject(int levels) throws Exception {
    String deep = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

    assertThat(texts(Payload.split(("[" + deep + ",{}]").getBytes(UTF_8))))
        .containsExactly(deep, "{}");
  }

  @Test
  void aMessageNeverQuotesTheBody() {
    PayloadException rejection = rejection("{\"phone\": +12125550123}".getBytes(UTF_8));

    assertThat(rejection.advice()).contains("offset").doesNotContain("2125550123");
  }

  @Test
  void whateverTheElementsTheirRangesHoldExactlyTheirBytes() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<String> elements = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        elements.add(json(random, 4));
      }
      String blank = " \n\t".substring(random.nextInt(3), 3);
      String body = "[" + blank + String.join(blank + "," + blank, elements) + blank + "]";

      assertThat(texts(Payload.split(body.getBytes(UTF_8))))
          .as("seed %s", seed)
          .isEqualTo(elements);
    }
  }

  static String json(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> "-1.50e+7";
      case 1 -> "\"\\\"]}é😀\\ud800\"";
      case 2 -> "true";
      case 3 -> "null";
      case 4 -> Integer.toString(random.nextInt());
      case 5 -> "[" + json(random, depth - 1) + " , " + json(random, depth - 1) + "]";
      default ->
          "{\"userId\": "
              + json(random, depth - 1)
              + ",\"traits\":"
              + json(random, depth - 1)
              + "}";
    };
  }

  private static byte[] array(int events) {
    return ("[" + "{},".repeat(events - 1) + "{}]").getBytes(UTF_8);
  }

  private static List<String> texts(Payload payload) {
    return payload.events().stream().map(rawEvent -> new String(rawEvent.bytes(), UTF_8)).toList();
  }

  private static PayloadException rejection(byte[] body) {
    return catchThrowableOfType(PayloadException.class, () -> Payload.split(body));
  }
}
