package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.Fate;
import bridge.telemetry.Metric;
import org.junit.jupiter.api.Test;

/// Anonymous visitors: who they are is learnt from events that name both, and told to Regal again.
class VisitorTest {
  private static final String FIRST =
      """
      {"type":"identify","anonymousId":"a1","traits":{"phone":"+12125550131","optIn":[{"channel":\
      "sms","subscribed":true,"timestamp":"2026-11-24T07:00:00Z"}]},"timestamp":"2026-11-24T07:00:00Z"}\
      """;
  private static final String TRACK =
      """
      {"type":"track","anonymousId":"a1","event":"Approved","timestamp":"2026-11-24T07:00:05Z"}\
      """;

  private final StatefulDispatchFixture scene = new StatefulDispatchFixture();

  @Test
  void aVisitorsTrackIsBoundToThePhoneOfTheIdentifyBeforeIt() throws Exception {
    assertThat(scene.comes(FIRST, TRACK)).isZero();

    assertThat(scene.regal.bodies().getLast())
        .isEqualTo(
            """
            {"traits":{"phones":{"+12125550131":{}}},"name":"Approved","properties":{},\
            "originalTimestamp":"2026-11-24T07:00:05.000Z","eventSource":"Segment"}\
            """);
    assertThat(scene.report.count(Metric.VISITORS_RESOLVED)).isEqualTo(1);
  }

  @Test
  void anUnknownVisitorsTrackIsSkipped() throws Exception {
    scene.comes(TRACK);

    assertThat(scene.regal.posts()).isEmpty();
    assertThat(scene.report.count(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void aVisitorsIdentifyTakesTheLinkButNoConsentAndNoPrimary() throws Exception {
    scene.comes(FIRST);
    scene.regal.bodies();
    scene.comes(
        """
        {"type":"identify","anonymousId":"a1","traits":{"plan":"gold","optIn":[{"channel":"voice",\
        "subscribed":true,"timestamp":"2026-11-24T07:30:00Z"}]},"timestamp":"2026-11-24T07:30:00Z"}\
        """);

    assertThat(scene.regal.bodies())
        .containsExactly(
            """
            {"traits":{"phones":{"+12125550131":{}},"plan":"gold"},\
            "originalTimestamp":"2026-11-24T07:30:00.000Z","eventSource":"Segment"}\
            """);
  }

  @Test
  void anIdentifyThatSaysNothingButWhoTheVisitorIsIsSkippedAndLearnt() throws Exception {
    scene.comes(
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","timestamp":"2026-11-24T07:00:00Z"}\
        """,
        TRACK);

    assertThat(scene.report.count(Metric.SKIPPED, "nothing_to_send")).isEqualTo(1);
    assertThat(scene.regal.bodies().getLast()).startsWith("{\"userId\":\"u1\",\"name\"");
  }

  @Test
  void identifiersThatDoNotContradictEachOtherAddUp() throws Exception {
    scene.comes(
        FIRST,
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","timestamp":"2026-11-24T07:00:01Z"}\
        """,
        TRACK);

    assertThat(scene.regal.bodies().getLast())
        .startsWith("{\"userId\":\"u1\",\"traits\":{\"phones\":{\"+12125550131\":{}}}");
  }

  @Test
  void whoBecomesAnotherPersonTakesNothingOfTheFirstAlong() throws Exception {
    scene.comes(
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"u1","traits":{"phone":"+12125550131"},\
        "timestamp":"2026-11-24T07:00:00Z"}\
        """,
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"u2","timestamp":"2026-11-24T07:00:01Z"}\
        """,
        TRACK);

    assertThat(scene.regal.bodies().getLast()).startsWith("{\"userId\":\"u2\",\"name\"");
  }

  @Test
  void anOlderEventThatComesLateDoesNotChangeWhoTheVisitorIs() throws Exception {
    scene.comes(
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"new","timestamp":"2026-11-24T07:00:00Z"}\
        """,
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"old","timestamp":"2026-11-24T05:00:00Z"}\
        """,
        TRACK);

    assertThat(scene.regal.bodies().getLast()).startsWith("{\"userId\":\"new\"");
  }

  @Test
  void anEventThatRegalRefusedTeachesNothing() throws Exception {
    scene.regal.answers(new bridge.regal.Delivery.Refused(400, ""));
    scene.comes(FIRST, TRACK);

    assertThat(scene.report.count(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void afterLinkDaysAVisitorIsUnknownAgain() throws Exception {
    scene.comes(FIRST);
    scene.machine.passes(StatefulDispatchFixture.YEAR);
    scene.comes(TRACK);

    assertThat(scene.report.count(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void aRepeatTeachesWhatTheProcessThatDeliveredItCouldNotWrite() throws Exception {
    scene.table.fates(call -> call.matches("write (also|link)") ? Fate.REFUSED : Fate.ANSWERED);
    scene.comes(FIRST);
    scene.table.isDown(false);
    scene.comes(FIRST, TRACK);

    assertThat(scene.report.count(Metric.DUPLICATES_SUPPRESSED)).isOne();
    assertThat(scene.report.count(Metric.VISITORS_RESOLVED)).isOne();
  }
}
