package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.telemetry.Metric;
import org.junit.jupiter.api.Test;

/// Anonymous visitors: an event with both ids makes the identity link, and later events use it.
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

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aVisitorsTrackIsBoundToThePhoneOfTheIdentifyBeforeIt() throws Exception {
    assertThat(fixture.deliver(FIRST, TRACK)).isZero();

    assertThat(fixture.regal.bodies().getLast())
        .isEqualTo(
            """
            {"traits":{"phones":{"+12125550131":{}}},"name":"Approved","properties":{},\
            "originalTimestamp":"2026-11-24T07:00:05.000Z","eventSource":"Segment"}\
            """);
    assertThat(fixture.telemetry.total(Metric.VISITORS_RESOLVED)).isEqualTo(1);
  }

  @Test
  void anUnknownVisitorsTrackIsSkipped() throws Exception {
    fixture.deliver(TRACK);

    assertThat(fixture.regal.posts()).isEmpty();
    assertThat(fixture.telemetry.total(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void aVisitorsIdentifyTakesTheLinkButNoConsentAndNoPrimary() throws Exception {
    fixture.deliver(FIRST);
    fixture.regal.bodies();
    fixture.deliver(
        """
        {"type":"identify","anonymousId":"a1","traits":{"plan":"gold","optIn":[{"channel":"voice",\
        "subscribed":true,"timestamp":"2026-11-24T07:30:00Z"}]},"timestamp":"2026-11-24T07:30:00Z"}\
        """);

    assertThat(fixture.regal.bodies())
        .containsExactly(
            """
            {"traits":{"phones":{"+12125550131":{}},"plan":"gold"},\
            "originalTimestamp":"2026-11-24T07:30:00.000Z","eventSource":"Segment"}\
            """);
  }

  @Test
  void anIdentifyThatOnlyNamesTheVisitorIsSkippedAndLinked() throws Exception {
    fixture.deliver(
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","timestamp":"2026-11-24T07:00:00Z"}\
        """,
        TRACK);

    assertThat(fixture.telemetry.total(Metric.SKIPPED, "nothing_to_send")).isEqualTo(1);
    assertThat(fixture.regal.bodies().getLast()).startsWith("{\"userId\":\"u1\",\"name\"");
  }

  @Test
  void anEventThatSharesAnIdentifierWithTheLinkAddsToIt() throws Exception {
    fixture.deliver(
        FIRST,
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","traits":{"phones":["+12125550131",\
        "+12125550132"],"email":"a@b.co"},"timestamp":"2026-11-24T07:00:01Z"}\
        """,
        """
        {"type":"identify","anonymousId":"a1","traits":{"email":"A@B.co"},\
        "timestamp":"2026-11-24T07:00:02Z"}\
        """,
        TRACK);

    assertThat(fixture.regal.bodies().getLast())
        .startsWith(
            "{\"userId\":\"u1\",\"traits\":{\"phones\":{\"+12125550131\":{},"
                + "\"+12125550132\":{}},\"emails\":{\"A@b.co\":{}}},\"name\":\"Approved\"");
  }

  @Test
  void oneThatSharesNoneIsAnotherPersonOnTheSameDevice() throws Exception {
    fixture.deliver(
        FIRST,
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","timestamp":"2026-11-24T07:00:01Z"}\
        """,
        TRACK);

    assertThat(fixture.regal.bodies().getLast()).startsWith("{\"userId\":\"u1\",\"name\"");
  }

  @Test
  void anEventOfAClockThatIsAheadDoesNotFixTheLink() throws Exception {
    fixture.deliver(FIRST.replace("07:00:00Z\"}", "09:00:00Z\"}"));
    fixture.platform.advance(java.time.Duration.ofHours(1));
    fixture.deliver(
        """
        {"type":"identify","anonymousId":"a1","userId":"u1","timestamp":"2026-11-24T08:00:00Z"}\
        """,
        TRACK);

    assertThat(fixture.regal.bodies().getLast()).startsWith("{\"userId\":\"u1\",\"name\"");
  }

  @Test
  void aVisitorWhoBecomesAnotherPersonTakesNothingOfTheFirstAlong() throws Exception {
    fixture.deliver(
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"u1","traits":{"phone":"+12125550131"},\
        "timestamp":"2026-11-24T07:00:00Z"}\
        """,
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"u2","timestamp":"2026-11-24T07:00:01Z"}\
        """,
        TRACK);

    assertThat(fixture.regal.bodies().getLast()).startsWith("{\"userId\":\"u2\",\"name\"");
  }

  @Test
  void anOlderEventThatComesLateDoesNotChangeWhoTheVisitorIs() throws Exception {
    fixture.deliver(
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"new","timestamp":"2026-11-24T07:00:00Z"}\
        """,
        """
        {"type":"track","event":"x","anonymousId":"a1","userId":"old","timestamp":"2026-11-24T05:00:00Z"}\
        """,
        TRACK);

    assertThat(fixture.regal.bodies().getLast()).startsWith("{\"userId\":\"new\"");
  }

  @Test
  void anEventThatRegalRejectedWritesNoLink() throws Exception {
    fixture.regal.respondWith(new bridge.regal.Delivery.Refused(400, ""));
    fixture.deliver(FIRST, TRACK);

    assertThat(fixture.telemetry.total(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void anEventThatRegalMayNotHaveWritesNoLink() throws Exception {
    fixture.regal.respondWith(new bridge.regal.Delivery.Unknown("read_timeout"));
    fixture.deliver(FIRST);
    fixture.deliver(TRACK);

    assertThat(fixture.telemetry.total(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void afterIdentityRetentionDaysAVisitorIsUnknownAgain() throws Exception {
    fixture.deliver(FIRST);
    fixture.platform.advance(StatefulDispatchFixture.YEAR);
    fixture.deliver(TRACK);

    assertThat(fixture.telemetry.total(Metric.SKIPPED, "no_identifier")).isEqualTo(1);
  }

  @Test
  void aDuplicateWritesTheLinkThatTheProcessThatDeliveredItCouldNotWrite() throws Exception {
    fixture.table.setCallResults(
        call -> call.matches("write (also|link)") ? CallResult.FAILED : CallResult.SUCCESS);
    fixture.deliver(FIRST);
    fixture.table.setDown(false);
    fixture.deliver(FIRST, TRACK);

    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isOne();
    assertThat(fixture.telemetry.total(Metric.VISITORS_RESOLVED)).isOne();
  }
}
