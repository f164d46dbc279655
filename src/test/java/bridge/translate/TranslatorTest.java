package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of an event and of a request.
class TranslatorTest {
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);

  @Test
  void aHundredLevelsAreReadAndOneMoreIsDeadLettered() {
    assertThat(translate(nested(98))).isInstanceOf(Translation.Send.class);
    assertThat(translate(nested(99))).isEqualTo(deadLetter(Reason.INVALID_EVENT));
    assertThat(translate("[".repeat(200_000))).isEqualTo(deadLetter(Reason.INVALID_EVENT));
  }

  @Test
  void anEventOver900KbIsDeadLetteredUnread() {
    assertThat(translate("x".repeat(921_601))).isEqualTo(deadLetter(Reason.TOO_LARGE));
    assertThat(translate("x".repeat(921_600))).isEqualTo(deadLetter(Reason.INVALID_EVENT));
    assertThat(translate("é".repeat(460_801))).isEqualTo(deadLetter(Reason.TOO_LARGE));
    assertThat(translate("é".repeat(460_800))).isEqualTo(deadLetter(Reason.INVALID_EVENT));
  }

  @Test
  void aBodyOf256KbIsSentAndOneByteMoreIsDeadLettered() {
    int frame = body(event("")).getBytes(StandardCharsets.UTF_8).length;
    String fits = "é".repeat((262_144 - frame) / 2) + "x".repeat((262_144 - frame) % 2);

    assertThat(body(event(fits)).getBytes(StandardCharsets.UTF_8)).hasSize(262_144);
    assertThat(translate(event(fits + "x"))).isEqualTo(deadLetter(Reason.TOO_LARGE));
  }

  @Test
  void aBodyTooLargeKeepsItsWarnings() {
    String event = event("x".repeat(262_144)).replace("\"event\"", "\"timestamp\":\"?\",\"event\"");

    assertThat(translate(event))
        .isEqualTo(
            new Translation.DeadLetter(
                Reason.TOO_LARGE, List.of(new Warning(WarningCode.TIME_FALLBACK, "$.timestamp"))));
  }

  @Test
  void onlyAnEventWithANameIsNamed() {
    assertThat(request("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"A\"}").isNamed()).isTrue();
    assertThat(request("{\"type\":\"page\",\"userId\":\"u\"}").isNamed()).isTrue();
    assertThat(request("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1}}").isNamed())
        .isFalse();
  }

  @Test
  void theBodyHasItsMembersInOneOrder() {
    String event =
        "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"traits\":{\"firstName\":\"Ann\"}}";

    assertThat(body(event))
        .isEqualTo(
            "{\"userId\":\"u\",\"traits\":{\"firstName\":\"Ann\"},\"name\":\"A\",\"properties\":{},"
                + "\"originalTimestamp\":\"2026-03-01T12:00:00.000Z\",\"eventSource\":\"Segment\"}");
  }

  @Test
  void anAnonymousTrackIsSkippedAfterItsIdentifyWasSent() {
    String identify =
        "{\"type\":\"identify\",\"anonymousId\":\"a\",\"traits\":{\"phone\":\"+14155550100\"}}";
    String track = "{\"type\":\"track\",\"anonymousId\":\"a\",\"event\":\"A\"}";

    assertThat(translate(identify)).isInstanceOf(Translation.Send.class);
    Translation.Skip skip = (Translation.Skip) translate(track);
    assertThat(skip.reason()).isEqualTo(Reason.NO_IDENTIFIER);
    assertThat(skip.warnings()).isEmpty();
    assertThat(skip.subject().anonymousId()).isEqualTo("a");
  }

  @Test
  void theSubjectPrintsItsTimeAndNobody() {
    String event =
        "{\"type\":\"identify\",\"userId\":\"u-7\",\"anonymousId\":\"a-8\","
            + "\"traits\":{\"phone\":\"+14155550100\"}}";

    assertThat(((Translation.Send) translate(event)).subject().toString())
        .contains("2026-03-01T12:00:00Z")
        .doesNotContain("u-7", "a-8", "14155550100");
  }

  @Test
  void anOptInEventOfItsOwnArrivesWholeUnderTheUserIdOfTheIdentify() {
    String identify =
        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+14155550100\"}}";
    String track =
        "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"SMS Opt"
            + " In\",\"properties\":{\"ok\":true}}";

    assertThat(List.of(body(identify), body(track)))
        .allSatisfy(body -> assertThat(body).startsWith("{\"userId\":\"u\""));
    assertThat(body(track))
        .contains("\"name\":\"SMS Opt In\",\"properties\":{\"ok\":true}")
        .doesNotContain("traits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UK", "us", "ZZ", " "})
  void anInvalidDefaultCountryIsRejectedAtTheStart(String code) {
    assertThatThrownBy(() -> new TranslationSettings(code, true, true, false, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DefaultPhoneCountry " + code);
  }

  @Test
  void reasonsAndWarningsHaveOneCodeEach() {
    assertThat(WarningCode.values())
        .extracting(WarningCode::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z_]+"));
    assertThat(WarningCode.values()).allMatch(code -> !code.advice().isBlank());
  }

  private Translation translate(String event) {
    return translator.translate(event, Case.ARRIVAL);
  }

  private RegalRequest request(String event) {
    return ((Translation.Send) translate(event)).request();
  }

  private String body(String event) {
    return request(event).json();
  }

  private static Translation deadLetter(Reason reason) {
    return new Translation.DeadLetter(reason, List.of());
  }

  private static String event(String text) {
    return "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"A\",\"properties\":{\"t\":\""
        + text
        + "\"}}";
  }

  /// An event whose traits hold this many lists in one another; it and its traits are two levels.
  private static String nested(int lists) {
    return "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":"
        + "[".repeat(lists)
        + "]".repeat(lists)
        + "}}";
  }
}
