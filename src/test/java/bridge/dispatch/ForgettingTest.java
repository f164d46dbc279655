package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.Fate;
import bridge.state.Row;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of the memory when a person is to be deleted, and of the events when it is away.
class ForgettingTest {
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

  private final StatefulDispatchFixture scene = new StatefulDispatchFixture();

  @Test
  void aLinkIsFoundAsLongAsItLives() throws Exception {
    String linked = ANN.get(2);
    scene.comes(linked);
    scene.machine.passes(Duration.ofDays(150));
    scene.comes(linked.replace("2026-11-24", "2027-04-23"));
    scene.machine.passes(Duration.ofDays(300));
    scene.table.delete(
        scene.table.scan().stream()
            .filter(row -> row.expires() != null && row.expires().isBefore(scene.machine.now()))
            .map(Row::key)
            .toList());
    assertThat(scene.table.scan()).anyMatch(row -> row.key().sort().equals("link"));
    scene.comes(DELETE);

    assertThat(scene.table.scan()).isEmpty();
  }

  @Test
  void aDeletedPersonLeavesNothingInTheTableAndOthersStay() throws Exception {
    scene.comes(BOB);
    List<Row> bobs = scene.table.scan();
    scene.comes(ANN.toArray(String[]::new));
    assertThat(scene.table.scan()).hasSizeGreaterThan(bobs.size() + 10);
    scene.comes(DELETE);

    assertThat(scene.table.scan()).containsExactlyInAnyOrderElementsOf(bobs);
    assertThat(scene.rejected.sent().getLast().attributes())
        .containsEntry("reason", "privacy_delete");
  }

  @Test
  void aDeletionThatTheTableMissedIsParkedSayingSoAndDoneByItsReplay() throws Exception {
    scene.comes(ANN.toArray(String[]::new));
    scene.table.isDown(true);
    scene.comes(DELETE);
    assertThat(scene.rejected.sent().getLast().attributes().get("message"))
        .contains("replay this event");

    scene.table.isDown(false);
    scene.machine.passes(Duration.ofMinutes(1));
    scene.isReplayed(DELETE);
    assertThat(scene.table.scan()).isEmpty();
  }

  @Test
  void noKeyAndNoNameInTheTableIsReadable() throws Exception {
    scene.comes(ANN.toArray(String[]::new));

    for (Row row : scene.table.scan()) {
      assertThat(row.key().toString()).doesNotContain("ann", "+1212");
      if (!row.key().sort().equals("link")) {
        assertThat(row.values().toString()).doesNotContain("ann", "+1212", "plan");
      }
    }
  }

  @Test
  void withoutTheTableEverythingFlowsAndItIsCounted() throws Exception {
    scene.table.isDown(true);
    for (String event : ANN) {
      assertThat(scene.comes(event)).isZero();
    }

    assertThat(scene.regal.posts()).hasSize(4);
    assertThat(scene.report.count(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
    assertThat(scene.report.count(Metric.STATE_UNAVAILABLE)).isPositive();
  }

  @Test
  void aTableThatFailsIsLeftAloneAndAskedAgainByAndBy() throws Exception {
    scene.table.isDown(true);
    for (String event : ANN) {
      scene.comes(event);
    }
    assertThat(scene.table.calls()).hasSize(3);

    scene.table.isDown(false);
    scene.machine.passes(Duration.ofSeconds(6));
    scene.comes(ANN.getFirst());
    scene.comes(ANN.get(1));
    assertThat(scene.table.calls()).hasSizeGreaterThan(8);
  }

  @Test
  void withoutTheTableNoCachedYesIsSentButAFreshOneIs() throws Exception {
    scene.table.isDown(true);
    scene.comes(OPT_IN.formatted("05:59"));
    assertThat(scene.regal.bodies().getLast()).doesNotContain("OptIn").contains("plan");
    assertThat(scene.report.count(Metric.WARNINGS, "optin_unchecked")).isEqualTo(1);

    scene.comes(OPT_IN.formatted("06:59"));
    assertThat(scene.regal.bodies().getLast()).contains("smsOptIn");

    scene.comes(OPT_IN.formatted("05:58").replace("true", "false"));
    assertThat(scene.regal.bodies().getLast()).as("a no always is").contains("smsOptIn");
  }

  @Test
  void aConsentWhoseEndTheTableMissedIsNotRaisedAgain() throws Exception {
    String event = OPT_IN.formatted("06:59");
    int[] consents = {0};
    scene.table.fates(
        call -> call.equals("write consent") && consents[0]++ > 0 ? Fate.REFUSED : Fate.ANSWERED);
    assertThat(scene.comes(event)).isZero();
    scene.table.isDown(false);
    scene.machine.passes(Duration.ofMinutes(2));
    scene.comes(event.replace("07:00:00Z", "07:01:00Z"));

    assertThat(scene.regal.bodies().getLast()).doesNotContain("OptIn");
  }
}
