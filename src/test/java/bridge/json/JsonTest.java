package bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An object keeps its members as they were read.
class JsonTest {
  @Test
  void membersKeepTheirOrderAndNumbersTheirDigits() throws Exception {
    String text = "{\"b\":450.00,\"a\":{\"z\":1e2,\"BB\":null,\"Aa\":[0,-0]},\"\":true}";

    assertThat(JsonWriter.text(new JsonReader(3).read(text))).isEqualTo(text);
  }

  @Test
  void membersNeverChange() {
    Map<String, Json> given = new LinkedHashMap<>(Map.of("a", new Json.Bool(true)));
    Json.Obj object = new Json.Obj(given);

    given.put("b", new Json.Bool(false));

    assertThat(object.members()).containsOnlyKeys("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> object.members().put("c", new Json.Null()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":null,\"b\":0,\"a\":null}",
        "{\"x\":[{\"a\":1,\"\\u0061\":2}]}"
      })
  void aRepeatedKeyIsRejected(String text) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader(9).read(text))
        .withMessageContaining("twice");
  }

  @Test
  void anEscapedHalfOfAPairIsReadWhereverItStands() throws Exception {
    String text = "{\"a\\ud83d\":\"\\ude00\\ud83d\\ude00\\\\ud83d\"}";

    assertThat(new JsonReader(1).read(text))
        .isEqualTo(new Json.Obj(Map.of("a\ud83d", new Json.Text("\ude00\ud83d\ude00\\ud83d"))));
  }

  @Test
  void anEscapeHasAsciiDigits() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader(1).read("\"\\ud\uff18\uff13d\""));
  }
}
