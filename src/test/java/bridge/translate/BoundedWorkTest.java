package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever an event holds, what is read of it and what is kept of it has a limit (M8, M33).
class BoundedWorkTest {
  private static final String PRIMARY = "{\"isPrimary\":true}";
  private static final String YES = "{\"subscribed\":true,\"timestamp\":\"2026-11-01T10:00:00Z\"}";
  private static final Translator TRANSLATOR = new Translator(TranslationSettings.DEFAULT);

  @ParameterizedTest
  @CsvSource({"99,false", "100,false", "101,true", "2000,true"})
  void aHundredWarningsAreKeptAndOneSaysThatThereWereMore(int invalid, boolean isTruncated) {
    List<Warning> warnings = send("\"phones\":[" + list(invalid, _ -> "\"x\"") + "]").warnings();

    assertThat(warnings).hasSize(isTruncated ? 101 : invalid);
    assertThat(warnings.getFirst())
        .isEqualTo(new Warning(WarningCode.PHONE_INVALID, "$.traits.phones[0]"));
    assertThat(warnings.contains(new Warning(WarningCode.WARNINGS_TRUNCATED, "$")))
        .isEqualTo(isTruncated);
  }

  @Test
  void aWarningThatIsGivenTwiceIsNoFurtherOne() {
    String lost = "{\"channel\":\"sms\",\"subscribed\":false}";
    String traits = "\"phones\":[" + list(99, _ -> "\"x\"") + "],\"optIn\":[" + lost + "]";

    assertThat(send(traits).warnings()).hasSize(101).last().isEqualTo(truncated());
    assertThat(send(traits.replaceFirst("\"x\",", "")).warnings()).hasSize(100);
  }

  @Test
  void lostOptOutsAreKeptBeforeAllOtherWarnings() {
    String lost = "{\"channel\":\"fax\",\"subscribed\":false}";
    String invalid = "\"phones\":[" + list(300, _ -> "\"x\"") + "],\"optIn\":[";

    List<Warning> one = send(invalid + lost + "]").warnings();
    List<Warning> many = send(invalid + list(150, _ -> lost) + "]").warnings();

    assertThat(one)
        .hasSize(101)
        .startsWith(new Warning(WarningCode.OPTOUT_LOST, "$.traits.optIn[0]"))
        .endsWith(truncated());
    assertThat(many.subList(0, 100)).allMatch(each -> each.code() == WarningCode.OPTOUT_LOST);
    assertThat(many).hasSize(101).endsWith(truncated());
  }

  @Test
  void warningsThatComeLaterShareTheLimit() {
    Warning lost = new Warning(WarningCode.OPTOUT_BEFORE_OPTIN, "$");
    List<Warning> hundred = send("\"phones\":[" + list(100, _ -> "\"x\"") + "]").warnings();
    List<Warning> more = send("\"phones\":[" + list(101, _ -> "\"x\"") + "]").warnings();

    assertThat(Warnings.join(hundred.subList(0, 99), List.of(lost))).hasSize(100).endsWith(lost);
    assertThat(Warnings.join(hundred, List.of())).isEqualTo(hundred);
    assertThat(Warnings.join(hundred, List.of(lost)))
        .hasSize(101)
        .startsWith(lost)
        .endsWith(truncated());
    assertThat(Warnings.join(more, List.of())).isEqualTo(more);
  }

  @Test
  void aPathIsCutAt200Characters() {
    String fits = "a".repeat(200 - "$.traits.phones.".length());

    assertThat(send("\"phones\":{\"" + fits + "\":1}").warnings())
        .containsExactly(new Warning(WarningCode.PHONE_INVALID, "$.traits.phones." + fits));
    assertThat(send("\"phones\":{\"" + fits + "b\":1}").warnings())
        .containsExactly(new Warning(WarningCode.PHONE_INVALID, "$.traits.phones." + fits));
  }

  @Test
  void aPhoneHasAtMostAHundredCharacters() {
    String longest = "+12125550123" + "-".repeat(88);

    assertThat(identifiers(send("\"phone\":\"" + longest + "\""), "phones"))
        .containsExactly("+12125550123");
    assertThat(send("\"phone\":\"" + longest + "-\"").warnings())
        .containsExactly(new Warning(WarningCode.PHONE_INVALID, "$.traits.phone"));
  }

  @Test
  void aNameOfAtMostAHundredCharactersIsMatched() {
    String longest = "phone" + "_".repeat(95);

    assertThat(identifiers(send("\"" + longest + "\":\"+12125550123\""), "phones"))
        .containsExactly("+12125550123");
    assertThat(traits(send("\"" + longest + "\":\"+12125550123\"")).get(longest)).isNull();

    Translation.Send custom = send("\"" + longest + "_\":\"+12125550123\"");
    assertThat(traits(custom).get(longest + "_")).isEqualTo(new Json.Text("+12125550123"));
    assertThat(identifiers(custom, "phones")).isEmpty();
  }

  @Test
  void everyEmailIsReadAndFiftyLeave() {
    Translation.Send send =
        send("\"email\":[" + list(500, BoundedWorkTest::email) + "],\"emails\":[\"x\",\"z@b.co\"]");

    assertThat(identifiers(send, "emails"))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "a" + i + "@b.co").toList());
    assertThat(send.warnings())
        .containsExactlyInAnyOrder(
            truncatedAt("email"),
            truncatedAt("emails"),
            new Warning(WarningCode.EMAIL_INVALID, "$.traits.emails[0]"));
  }

  @Test
  void aHundredPhonesOfOtherFormsAreReadValidOrNot() {
    String invalid = list(49, i -> "\"+44" + i + "\"");
    String equal = list(50, i -> "\"+442079460001" + "-".repeat(i) + "\"");
    String read = "\"phones\":[" + invalid + "," + equal;
    String rest = ",\"x\",\"+442079460000\",\"+12125550123\"]," + optOut("sms");

    Translation.Send all = send(read + rest);
    Translation.Send more = send(read + ",\"+4490\"" + rest);

    assertThat(identifiers(all, "phones"))
        .containsExactly("+442079460001", "+442079460000", "+12125550123");
    assertThat(codes(all)).containsOnly(WarningCode.PHONE_INVALID, WarningCode.OPTOUT_TIME_ASSUMED);
    assertThat(identifiers(more, "phones")).containsExactly("+442079460001", "+12125550123");
    assertThat(more.warnings())
        .contains(truncatedAt("phones"), new Warning(WarningCode.OPTOUT_LOST, "$.traits.optIn[0]"));
  }

  @Test
  void anOptOutUnderAKeyIsReadBeforeEveryListOfPhones() {
    String others = list(150, i -> "\"+442079460%03d\"".formatted(i));
    Translation.Send send =
        send("\"phone\":[" + others + "],\"phones\":{" + phone(999, "{\"smsOptIn\":false}") + "}");

    assertThat(identifiers(send, "phones")).hasSize(50).startsWith("+442079460999");
    assertThat(send.warnings()).noneMatch(each -> each.code() == WarningCode.OPTOUT_LOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "{\"subscribed\":\"false\"}"})
  void thePrimaryAndEachOptOutAreReadBeforeAllOthers(String no) {
    String others =
        list(150, i -> phone(i, "{\"label\":\"home\"}"))
            + ","
            + list(150, i -> phone(i + 150, "{\"smsOptIn\":" + YES + "}"))
            + ","
            + list(150, i -> phone(i + 300, "null"));
    String last = phone(998, "{\"smsOptIn\":" + no + "}") + "," + phone(999, PRIMARY);

    Translation.Send send = send("\"phones\":{" + others + "," + last + "}");

    assertThat(identifiers(send, "phones"))
        .hasSize(50)
        .startsWith("+442079460999", "+442079460998", "+442079460150");
    assertThat(send.warnings()).containsOnlyOnce(truncatedAt("phones"));
    assertThat(send.warnings()).noneMatch(each -> each.code() == WarningCode.OPTOUT_LOST);
  }

  @Test
  void fiftyKeyedOptOutsLeaveAndEachOtherIsLost() {
    Translation.Send send =
        send("\"phones\":{" + list(140, i -> phone(i, "{\"smsOptIn\":false}")) + "}");

    assertThat(send.consents())
        .hasSize(50)
        .allMatch(consent -> consent.isPhone() && !consent.subscribed());
    assertThat(send.warnings())
        .filteredOn(each -> each.code() == WarningCode.OPTOUT_LOST)
        .extracting(Warning::path)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(50, 140)
                .mapToObj(i -> "$.traits.phones['+442079460%03d'].smsOptIn".formatted(i))
                .toList());
  }

  @Test
  void anOptOutOfManyReachesEachThatLeavesAndIsLostForTheOthers() {
    String optOuts = list(200, _ -> "{\"channel\":\"email\",\"subscribed\":false}");
    Translation.Send few =
        send("\"emails\":[" + list(50, BoundedWorkTest::email) + "],\"optIn\":[" + optOuts + "]");
    Translation.Send many =
        send("\"emails\":[" + list(500, BoundedWorkTest::email) + "],\"optIn\":[" + optOuts + "]");

    assertThat(few.consents())
        .hasSize(50)
        .noneMatch(consent -> consent.isPhone() || consent.subscribed());
    assertThat(few.warnings()).noneMatch(each -> each.code() == WarningCode.OPTOUT_LOST);
    assertThat(many.consents()).hasSize(50).noneMatch(consent -> consent.subscribed());
    assertThat(many.warnings()).anyMatch(each -> each.code() == WarningCode.OPTOUT_LOST);
  }

  private static Translation.Send send(String traits) {
    String event = "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1," + traits + "}}";
    return (Translation.Send) TRANSLATOR.translate(event, Instant.parse("2026-11-02T10:00:00Z"));
  }

  private static Json.Obj traits(Translation.Send send) {
    return RegalBody.object(send.request().body(), RegalBody.TRAITS);
  }

  private static List<String> identifiers(Translation.Send send, String member) {
    return List.copyOf(RegalBody.object(traits(send), member).members().keySet());
  }

  private static List<WarningCode> codes(Translation.Send send) {
    return send.warnings().stream().map(Warning::code).toList();
  }

  private static Warning truncated() {
    return new Warning(WarningCode.WARNINGS_TRUNCATED, "$");
  }

  private static Warning truncatedAt(String trait) {
    return new Warning(WarningCode.IDENTIFIERS_TRUNCATED, "$.traits." + trait);
  }

  private static String phone(int number, String fields) {
    return "\"+442079460%03d\":%s".formatted(number, fields);
  }

  private static String optOut(String channel) {
    return "\"optIn\":[{\"channel\":\"" + channel + "\",\"subscribed\":false}]";
  }

  private static String email(int number) {
    return "\"a" + number + "@b.co\"";
  }

  private static String list(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
  }
}
