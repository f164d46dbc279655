package bridge.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is signed is what is read: the first event of a body by its brackets is that of the parser.
class FirstElementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                       | {}",
        " { \"a\" : [ 1 , 2 ] }    | { \"a\" : [ 1 , 2 ] }",
        "{\"}\":\"\\\"{\\\\\"}       | {\"}\":\"\\\"{\\\\\"}",
        "[{\"a\":1},{\"b\":2}]      | {\"a\":1}",
        "[ [ [ ] , 1 ] , {}]      | [ [ ] , 1 ]",
        "[\"a,]\"]                | \"a,]\"",
        "[-1.5e7 ,2]              | -1.5e7",
        "[null]                   | null"
      })
  void itsBytesAreThoseBetweenItsBrackets(String body, String first) throws Exception {
    assertThat(first(body.getBytes(UTF_8))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ ]", "[", "[{", "[[", "[\"a", "[\"\\", "{\"}", "[,1]"})
  void whereThereIsNoneOrItHasNoEndItIsNotFound(String body) throws Exception {
    assertThat(FirstElement.of(body.getBytes(UTF_8)).isFound()).isFalse();
  }

  @Test
  void whateverTheBodyTheyAreTheBytesThatThePayloadBeginsWith() throws Exception {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      String blank = " \n\t\r".substring(random.nextInt(5));
      String element = PayloadTest.json(random, 5);
      String next = random.nextBoolean() ? blank : "," + PayloadTest.json(random, 2);
      byte[] body = (blank + "[" + blank + element + blank + next + "]" + blank).getBytes(UTF_8);
      Payload payload = Payload.split(body);

      assertThat(first(body)).as("seed %s", seed).isEqualTo(element);
      assertThat(payload.events().getFirst().bytes()).isEqualTo(element.getBytes(UTF_8));
      assertThat(FirstElement.of(body).isOnly()).isEqualTo(payload.events().size() == 1);
    }
  }

  @Test
  void wherePayloadReadsABrokenBodyItReadsTheSameFirstEvent() throws Exception {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = ("[" + PayloadTest.json(random, 3) + ",{}]").getBytes(UTF_8);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        byte[] with = "{}[]\",:\\ \u00ff0".getBytes(ISO_8859_1);
        body[1 + random.nextInt(body.length - 1)] = with[random.nextInt(with.length)];
      }
      try {
        Payload payload = Payload.split(body);
        read++;
        FirstElement first = FirstElement.of(body);
        assertThat(first.in(body))
            .as("body %s", i)
            .isEqualTo(ByteBuffer.wrap(payload.events().getFirst().bytes()));
        assertThat(first.isOnly()).isEqualTo(payload.events().size() == 1);
      } catch (PayloadException _) {
        FirstElement.of(body); // any bounds do: nothing of this body is read
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  private static String first(byte[] body) throws PayloadException {
    return UTF_8.decode(FirstElement.of(body).in(body)).toString();
  }
}
