package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.state.Row;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A deletion erases all rows of a person; events are delivered while the table is unavailable.
class ErasureTest {
  private static final List<String> ANN =
      List.of(
          """
          {"type":"identify","anonymousId":"ann-phone","traits":{"phone":"+12125550131","plan":1},\
          "timestamp":"2026-11-24T07:00:00Z"}\
          """,
          """
          {"type":"identify","userId":"ann","anonymousId":"ann-laptop","traits":{"phone":"+12125550131",\
          "email":"ann@example.com","optIn":{"channel":"sms","subscribed":true,"timestamp":\
          "2026-11-24T07:01:00Z"}},"timestamp":"2026-11-24T07:01:00Z"}\
          """,
          """
          {"type":"track","userId":"ann","anonymousId":"ann-tablet","event":"x","timestamp":\
          "2026-11-24T07:02:00Z"}\
          """,
          """
          {"type":"track","anonymousId":"ann-tablet","event":"y","timestamp":"2026-11-24T07:03:00Z"}\
          """,
          """
          {"type":"identify","traits":{"email":"ann@example.com","plan":2},"timestamp":\
          "2026-11-24T07:04:00Z"}\
          """);
  private static final String BOB =
      """
      {"type":"identify","userId":"bob","anonymousId":"bob-phone","traits":{"phone":"+12125550132",\
      "email":"bob@example.com"},"timestamp":"2026-11-24T07:00:00Z"}\
      """;
  private static final String DELETE =
      """
      {"type":"delete","userId":"ann","timestamp":"2026-11-24T07:05:00Z"}\
      """;
  private static final String OPT_IN =
      """
      {"type":"identify","userId":"u","traits":{"plan":1,"phone":"+12125550131","optIn":{"channel":\
      "sms","subscribed":true,"timestamp":"2026-11-24T%s:00Z"}},"timestamp":"2026-11-24T07:00:00Z"}\
      """;

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aLinkIsFoundAsLongAsItLives() throws Exception {
    String linked = ANN.get(2);
    fixture.deliver(linked);
    fixture.platform.advance(Duration.ofDays(150));
    fixture.deliver(linked.replace("2026-11-24", "2027-04-23"));
    fixture.platform.advance(Duration.ofDays(300));
    assertThat(fixture.table.scan()).anyMatch(row -> row.key().sort().equals("link"));
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).isEmpty();
  }

  @Test
  void rowsThatLeadToAPersonAreRenewedWithTheirOwn() throws Exception {
    String identify = ANN.get(1);
    for (String day : List.of("2026-11-24", "2027-06-12", "2027-12-29")) {
      fixture.deliver(identify.replace("2026-11-24T07:01:00Z\"}", day + "T07:01:00Z\"}"));
      fixture.platform.advance(Duration.ofDays(200));
    }
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).isEmpty();
  }

  /// The row of the userId was young when the phone joined it, and is not kept as long.
  @Test
  void aPhoneIsErasedWhoseUserIdHasExpired() throws Exception {
    String identify = "{\"type\":\"identify\",\"userId\":\"ann\",\"traits\":{\"plan\":1%s}}";
    String optIn =
        ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":true,\"timestamp\":\"2027-05-22\"}";
    fixture.deliver(identify.formatted(""));
    fixture.platform.advance(Duration.ofDays(180));
    fixture.deliver(identify.formatted(",\"phone\":\"+12125550131\"" + optIn));
    fixture.platform.advance(Duration.ofDays(400));
    assertThat(fixture.table.scan()).anyMatch(row -> row.key().sort().equals("consent"));
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).isEmpty();
  }

  @Test
  void aDeletionThatNamesOnlyAVisitorRemovesTheLink() throws Exception {
    fixture.deliver(BOB);
    fixture.deliver("{\"type\":\"delete\",\"anonymousId\":\"bob-phone\"}");

    assertThat(fixture.table.scan()).noneMatch(row -> row.key().sort().equals("link"));
  }

  @Test
  void aDeletedPersonLeavesNothingInTheTableAndOthersStay() throws Exception {
    fixture.deliver(BOB);
    List<Row> bobs = fixture.table.scan();
    fixture.deliver(ANN.toArray(String[]::new));
    assertThat(fixture.table.scan()).hasSizeGreaterThan(bobs.size() + 10);
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).containsExactlyInAnyOrderElementsOf(bobs);
    assertThat(fixture.deadLetterQueue.sent().getLast().attributes())
        .containsEntry("reason", "privacy_delete");
  }

  /// Dora's profile is named after the phone that Ann has taken.
  @Test
  void whoLosesAPhoneToSomebodyErasedBeforeIsStillErasedAltogether() throws Exception {
    String identify =
        "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{\"plan\":1,\"phone\":[%s]}}";
    fixture.deliver(identify.formatted("dora", "\"+12125550131\",\"+12125550132\""));
    fixture.deliver(identify.formatted("ann", "\"+12125550133\""));
    fixture.deliver(identify.formatted("ann", "\"+12125550133\",\"+12125550131\""));
    fixture.deliver(DELETE);
    assertThat(fixture.table.scan()).anyMatch(row -> row.key().sort().equals("profile"));
    fixture.deliver(DELETE.replace("ann", "dora"));

    assertThat(fixture.table.scan()).isEmpty();
  }

  @Test
  void rowsThatTheTableLeavesAreDeletedByTheNextCall() throws Exception {
    fixture.deliver(ANN.toArray(String[]::new));
    fixture.table.leaveUnprocessed(2);
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).isEmpty();
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isZero();
  }

  /// Whatever the order in which the two devices are found.
  @ParameterizedTest
  @CsvSource({"tablet,laptop", "laptop,tablet"})
  void aDeviceThatAnotherUsesIsErasedIfTheyTurnOutToBeTheSamePerson(String used, String own)
      throws Exception {
    String identify = "{\"type\":\"identify\",\"traits\":{\"phone\":\"+12125550%s\",\"plan\":1}%s}";
    String device = ",\"anonymousId\":\"%s\"";
    String email = ",\"context\":{\"traits\":{\"email\":\"%s@example.com\"}}";
    for (String event :
        List.of(
            identify.formatted("131", device.formatted(used) + ",\"userId\":\"ann\""),
            identify.formatted("131", device.formatted(own) + email.formatted("e")),
            identify.formatted("132", email.formatted("e")),
            identify.formatted("133", device.formatted(used) + email.formatted("f")),
            identify.formatted("132", email.formatted("f")))) {
      fixture.deliver(event);
      fixture.platform.advance(Duration.ofSeconds(1));
    }
    fixture.deliver(DELETE);

    assertThat(fixture.table.scan()).isEmpty();
  }

  @Test
  void aDeletionThatTheTableMissedIsDeadLetteredSayingSoAndDoneByItsRedrive() throws Exception {
    fixture.deliver(ANN.toArray(String[]::new));
    fixture.table.setDown(true);
    fixture.deliver(DELETE);
    assertThat(fixture.deadLetterQueue.sent().getLast().attributes().get("message"))
        .contains("redrive this event");

    fixture.table.setDown(false);
    fixture.platform.advance(Duration.ofMinutes(1));
    fixture.redrive(DELETE);
    assertThat(fixture.table.scan()).isEmpty();
  }

  @Test
  void onlyLinksAndProfilesHoldIdentifiersInPlainText() throws Exception {
    fixture.deliver(ANN.toArray(String[]::new));

    for (Row row : fixture.table.scan()) {
      assertThat(row.key().toString()).doesNotContain("ann", "+1212");
      assertThat(row.values().toString()).doesNotContain("plan");
      if (!row.key().sort().matches("link|profile")) {
        assertThat(row.values().toString()).doesNotContain("ann", "+1212");
      }
    }
  }

  @Test
  void withoutTheTableEverythingFlowsAndItIsCounted() throws Exception {
    fixture.table.setDown(true);
    for (String event : ANN) {
      assertThat(fixture.deliver(event)).isZero();
    }

    assertThat(fixture.regal.posts()).hasSize(4);
    assertThat(fixture.telemetry.total(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isPositive();
  }

  @Test
  void aTableThatFailsIsLeftAloneAndAskedAgainByAndBy() throws Exception {
    fixture.table.setDown(true);
    for (String event : ANN) {
      fixture.deliver(event);
    }
    assertThat(fixture.table.calls()).hasSize(3);

    fixture.table.setDown(false);
    fixture.platform.advance(Duration.ofSeconds(6));
    fixture.deliver(ANN.getFirst());
    fixture.deliver(ANN.get(1));
    assertThat(fixture.table.calls()).hasSizeGreaterThan(8);
  }

  @Test
  void withoutTheTableNoCachedYesIsSentButAFreshOneIs() throws Exception {
    fixture.table.setDown(true);
    fixture.deliver(OPT_IN.formatted("05:59"));
    assertThat(fixture.regal.bodies().getLast()).doesNotContain("OptIn").contains("plan");
    assertThat(fixture.telemetry.total(Metric.WARNINGS, "optin_unchecked")).isEqualTo(1);

    fixture.deliver(OPT_IN.formatted("06:59"));
    assertThat(fixture.regal.bodies().getLast()).contains("smsOptIn");

    fixture.deliver(OPT_IN.formatted("05:58").replace("true", "false"));
    assertThat(fixture.regal.bodies().getLast()).as("a no always is").contains("smsOptIn");
  }

  @Test
  void aConsentWhoseEndTheTableMissedIsNotRaisedAgain() throws Exception {
    String event = OPT_IN.formatted("06:59");
    int[] consents = {0};
    fixture.table.setCallResults(
        call ->
            call.equals("write consent") && consents[0]++ > 0
                ? CallResult.FAILED
                : CallResult.SUCCESS);
    assertThat(fixture.deliver(event)).isZero();
    fixture.table.setDown(false);
    fixture.platform.advance(Duration.ofMinutes(2));
    fixture.deliver(event.replace("07:00:00Z", "07:01:00Z"));

    assertThat(fixture.regal.bodies().getLast()).doesNotContain("OptIn");
  }
}
