package bridge.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the scanner takes for JSON is what Jackson takes for JSON.
@Execution(ExecutionMode.CONCURRENT)
class JsonScannerTest {
  private static final JsonFactory JACKSON = new JsonFactory();
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"\\u00e9\\n\\\"\"",
    "0",
    "-1.5e+7",
    "true",
    "false",
    "null",
    " ",
    "\n\t\r",
    "{}",
    "[]",
    "{\"a\":1}",
    "\"",
    "\\",
    "\\u12",
    "01",
    "1.",
    "-",
    "2e",
    "tru",
    "\u0001",
    "é",
    "😀"
  };

  @Test
  void whateverTheTextBothAgreeWhetherItIsJson() {
    Random random = new Random(1);
    int json = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder("[");
      for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      text.append(random.nextInt(10) == 0 ? "" : "]");
      boolean isJson = isJson(text.toString());
      json += isJson ? 1 : 0;
      assertThat(end(text.toString()) == bytes(text.toString())).as("%s", text).isEqualTo(isJson);
    }
    assertThat(json).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "-a",
        "01",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "NaN",
        "Infinity",
        "tru",
        "nulL",
        "'a'",
        "\"a",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\",
        "[1 2]",
        "[1,]",
        "[,1]",
        "[",
        "]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1]",
        "[1}",
        "{\"a\" 1}",
        "// comment"
      })
  void whatIsNotJsonHasNoEnd(String text) {
    assertThat(end("[" + text + "]")).isNotEqualTo(bytes(text) + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.10e-05",
        "1E9",
        "true",
        "false",
        "null",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\uD83D\"",
        "\"\u007f\"",
        "[]",
        "{}",
        "[ 1 , [ ] ]",
        "{ \"a\" : { } , \"a\" : [ ] }"
      })
  void whatIsJsonEndsWhereItEnds(String text) {
    assertThat(end(" " + text + " ,")).isEqualTo(1 + bytes(text));
  }

  @Test
  void depthHasNoLimit() {
    String deep = "[{\"a\":".repeat(500_000) + "1" + "}]".repeat(500_000);

    assertThat(end(deep)).isEqualTo(bytes(deep));
    assertThat(end(deep.substring(1))).isEqualTo(bytes(deep) - 2);
  }

  @Test
  void aNameAndATextAreReadWithTheirEscapes() throws Exception {
    JsonScanner scanner = new JsonScanner("{ \"us\\u0065rId\\ud83d\" : \"é\\n\" }".getBytes(UTF_8));

    scanner.enter('{');
    assertThat(scanner.hasNext('}')).isTrue();
    assertThat(scanner.readName()).isEqualTo("userId\ud83d");
    scanner.peek();
    int start = scanner.position();
    scanner.skipValue();
    assertThat(scanner.text(start, scanner.position())).isEqualTo("é\n");
    assertThat(scanner.hasNext('}')).isFalse();
    assertThat(scanner.peek()).isEqualTo(-1);
  }

  /// Where the first value ends in bytes, -1 if it is not JSON.
  private static int end(String text) {
    JsonScanner scanner = new JsonScanner(text.getBytes(UTF_8));
    try {
      scanner.skipValue();
      return scanner.position();
    } catch (JsonException _) {
      return -1;
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JACKSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentLocation().getCharOffset() == text.length();
    } catch (IOException _) {
      return false;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
