package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.SegmentSender;
import bridge.emulator.UsageException;
import bridge.translate.TranslationSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings of the mapping that `@explain` and `@local` take.
class MappingOptionsTest {
  private static final String ALL =
      "-Dphone.country=none -Dpages=false -Dintegrations=false -Dfallbacks=false -Dproperties=true";

  @AfterEach
  void clearProperties() {
    set(ALL.replaceAll("=\\w+", "=") + " -Dport=");
  }

  @Test
  void withoutAnOptionTheyAreThoseOfADeployment() {
    assertThat(MappingOptions.read()).isEqualTo(TranslationSettings.DEFAULT);
  }

  @Test
  void eachOptionIsReadAndNamedAgain() {
    set(ALL);

    assertThat(MappingOptions.read())
        .isEqualTo(new TranslationSettings("", false, false, true, false));
    assertThat(MappingOptions.describe(MappingOptions.read())).isEqualTo(ALL);
  }

  @Test
  void theFunctionsGetThemByTheNamesOfTheTemplate() {
    assertThat(MappingOptions.env(new TranslationSettings("GB", false, true, true, false)))
        .isEqualTo(
            Map.of(
                "DEFAULT_PHONE_COUNTRY", "GB",
                "PAGE_AND_SCREEN_EVENTS", "false",
                "HONOUR_REGAL_INTEGRATION", "true",
                "IDENTIFY_FROM_PROPERTIES", "true",
                "PROFILE_FALLBACKS", "false"));
  }

  @Test
  void theLocalBridgeAndItsConsoleTranslateByThem() throws Exception {
    set("-Dport=0 -Dpages=false");
    LocalBridgeSetup setup = LocalBridgeSetup.ofOptions();
    String event = "{\"type\":\"page\",\"name\":\"Home\",\"userId\":\"u\"}";

    try (LocalBridge bridge = new LocalBridge(setup, _ -> {});
        SegmentSender segmentSender = sender(bridge, setup, "/segment");
        SegmentSender explainer = sender(bridge, setup, "/console/api/explain")) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      assertThat(explainer.post(bytes, bytes).body()).contains("\"outcome\":\"skip\"");
      assertThat(segmentSender.post(event, event)).isEqualTo(200);
      while (bridge.pending() > 0) {
        Thread.onSpinWait();
      }
      assertThat(bridge.regal().received()).isEmpty();
    }
  }

  private static SegmentSender sender(LocalBridge bridge, LocalBridgeSetup setup, String path) {
    URI url = URI.create("http://127.0.0.1:" + bridge.port() + path);
    return new SegmentSender(url, setup.secret(), setup.token(), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Dphone.country=us|-Dphone.country must be the two capital letters of a country (ISO"
            + " 3166), as US, or none, and is us.",
        "-Dphone.country=XX|-Dphone.country must be the two capital letters of a country (ISO"
            + " 3166), as US, or none, and is XX.",
        "-Dpages=yes|-Dpages must be true or false, and is yes.",
        "-Dintegrations=1|-Dintegrations must be true or false, and is 1.",
        "-Dfallbacks=TRUE|-Dfallbacks must be true or false, and is TRUE.",
        "-Dproperties=on|-Dproperties must be true or false, and is on."
      })
  void aWrongValueIsOneSentence(String option, String sentence) {
    set(option);

    assertThatThrownBy(MappingOptions::read)
        .isInstanceOf(UsageException.class)
        .hasMessage(sentence);
  }

  private static void set(String options) {
    for (String option : options.split(" ", -1)) {
      String[] parts = option.substring("-D".length()).split("=", 2);
      System.setProperty(parts[0], parts[1]);
    }
  }
}
