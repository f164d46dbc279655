package bridge.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A missing or wrong setting is named when the function starts.
class SettingsTest {
  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> settings("").required("X")).hasMessage("X is not set");
    assertThatThrownBy(() -> new Settings(Map.of()).required("X")).hasMessage("X is not set");
  }

  @Test
  void anEmptyValueMeansTheDefault() {
    assertThat(settings(" ").number("X", 250)).isEqualTo(250);
    assertThat(settings("").isTrue("X", true)).isTrue();
    assertThat(settings("").oneOf("X", List.of("retry", "dead-letter"), "retry"))
        .isEqualTo("retry");
    assertThat(settings("").hours("X", 4)).isEqualTo(Duration.ofHours(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "NaN", "Infinity"})
  void aNumberIsOverZero(String value) {
    assertThatThrownBy(() -> settings(value).number("X", 1))
        .hasMessage("X is not a number over zero");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "TRUE", "yes"})
  void aSwitchIsTrueOrFalse(String value) {
    assertThatThrownBy(() -> settings(value).isTrue("X", true))
        .hasMessage("X must be one of true, false");
  }

  private static Settings settings(String value) {
    return new Settings(Map.of("X", value));
  }
}
