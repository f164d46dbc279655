package bridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Regal emulator's script is read strictly and used in order.
class RegalScriptTest {
  private final RegalScript script = new RegalScript();

  @Test
  void entriesAreUsedInOrderAndForWhomTheyAre() throws Exception {
    script.replace(
        RegalScript.read(
            "[{\"status\":503,\"times\":2,\"person\":\"+12125550101\"},{\"status\":429}]"));
    String ann = "{\"traits\":{\"phones\":{\"+12125550101\":{}}}}";

    assertThat(status(ann)).isEqualTo(503);
    assertThat(status("{\"userId\":\"bob\"}")).isEqualTo(429);
    assertThat(status(ann)).isEqualTo(503);
    assertThat(script.next(ann)).isNull();
  }

  @Test
  void anEmptyScriptClears() throws Exception {
    script.replace(RegalScript.read("[{\"status\":503,\"times\":9}]"));
    script.replace(RegalScript.read("[]"));

    assertThat(script.next("{}")).isNull();
  }

  @Test
  void anEntryForSecondsLastsThatLongFromItsFirstUse() throws Exception {
    Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
    RegalScript timed = new RegalScript(() -> now[0]);
    timed.replace(RegalScript.read("[{\"status\":503,\"seconds\":30}]"));

    now[0] = now[0].plusSeconds(500);
    assertThat(timed.next("{}")).isNotNull();
    now[0] = now[0].plusSeconds(29);
    assertThat(timed.next("{}")).isNotNull();
    now[0] = now[0].plusSeconds(1);

    assertThat(timed.next("{}")).isNull();
    assertThat(timed.remaining()).isEmpty();
  }

  @Test
  void whatIsLeftReadsAsAScriptAgain() throws Exception {
    String text =
        "[{\"status\":503,\"delayMs\":5,\"cut\":true,\"times\":2,\"person\":\"ann\"},{\"status\":429,\"seconds\":9}]";

    script.replace(RegalScript.read(text));

    assertThat(
            JsonWriter.text(
                new Json.Arr(script.remaining().stream().map(RegalScript.Entry::json).toList())))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "[{\"status\":99}]",
        "[{\"status\":\"503\"}]",
        "[{\"stauts\":503}]",
        "[{\"times\":0}]",
        "[{\"seconds\":0}]",
        "[{\"delayMs\":-1}]"
      })
  void anInvalidScriptSaysWhy(String json) {
    assertThatThrownBy(() -> RegalScript.read(json))
        .isInstanceOf(JsonException.class)
        .hasMessageMatching("(?s).{5,}");
  }

  private int status(String body) {
    RegalScript.Entry entry = script.next(body);
    return entry == null ? 200 : entry.status();
  }
}
