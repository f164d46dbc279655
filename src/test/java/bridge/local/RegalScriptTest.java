package bridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.json.JsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        "[{\"delayMs\":-1}]"
      })
  void aScriptThatIsNoneSaysWhy(String json) {
    assertThatThrownBy(() -> RegalScript.read(json))
        .isInstanceOf(JsonException.class)
        .hasMessageMatching("(?s).{5,}");
  }

  private int status(String body) {
    RegalScript.Entry entry = script.next(body);
    return entry == null ? 200 : entry.status();
  }
}
