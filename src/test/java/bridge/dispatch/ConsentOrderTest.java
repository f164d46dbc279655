package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Opt-ins and opt-outs over the events of one person (M28): no opt-out is lost to a clock, and no
/// opt-in is invented by one.
class ConsentOrderTest {
  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();
  private final Instant start = fixture.platform.now();

  @Test
  void aYesOfAClockThatIsAheadDoesNotSilenceTheNoThatFollows() throws Exception {
    deliver(identify(0, yes(10)));
    deliverAfter(5, identify(5, no(5)));

    assertThat(lastBody()).contains("\"subscribed\":false,\"timestamp\":\"" + at(5));
  }

  @Test
  void theYesOfThatClockDoesNotComeBackAfterTheNo() throws Exception {
    deliver(identify(0, yes(10)));
    deliverAfter(5, identify(5, no(5)));
    deliverAfter(10, identify(20, yes(10)));

    assertThat(lastBody()).doesNotContain("OptIn");
    assertThat(warnings("optin_repeated")).isEqualTo(1);
  }

  @Test
  void aYesThatWasLeftOutDoesNotComeBackWithALaterEvent() throws Exception {
    deliverAfter(5, identify(5, no(5)));
    deliver(identify(3, yes(20)));
    deliverAfter(30, identify(35, yes(20)));

    assertThat(String.join("", fixture.regal.bodies())).doesNotContain("\"subscribed\":true");
    assertThat(warnings("optin_repeated")).isEqualTo(2);
  }

  @Test
  void aNewYesAfterTheNoIsSent() throws Exception {
    deliverAfter(5, identify(5, no(5)));
    deliverAfter(1, identify(6, yes(6)));

    assertThat(lastBody()).contains("\"subscribed\":true");
  }

  @Test
  void aNoWithoutATimeIsSentThoughAYesClaimsALaterOne() throws Exception {
    deliver(identify(0, yes(10)));
    deliverAfter(5, identify(5, ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":false}"));

    assertThat(lastBody()).contains("\"subscribed\":false");
  }

  @Test
  void theVerySameNoIsSentOnce() throws Exception {
    deliver(identify(0, no(0)));
    deliverAfter(1, identify(1, no(0)));

    assertThat(lastBody()).doesNotContain("OptIn");
    assertThat(warnings("optout_repeated")).isEqualTo(1);
  }

  @Test
  void theSameNoOfTwoEventsWithoutATimeIsSentTwice() throws Exception {
    String no = ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":false}";
    deliver(identify(0, no));
    deliver(identify(0, no + ",\"plan\":2"));

    assertThat(lastBody()).contains("smsOptIn");
  }

  @Test
  void aNoOlderThanASentYesLeavesWithItsArrivalAndRings() throws Exception {
    deliverAfter(10, identify(10, yes(10)));
    deliverAfter(10, identify(20, no(5)));

    assertThat(lastBody()).contains("\"subscribed\":false,\"timestamp\":\"" + at(20));
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_BEFORE_OPT_IN)).isEqualTo(1);
    assertThat(fixture.telemetry.lines().getLast().toString())
        .contains("optOutsBeforeOptIn=1", "segmentMessageId=h:");

    deliver(identify(20, yes(15)));
    assertThat(lastBody()).as("it counts from its arrival").doesNotContain("\"subscribed\":true");
    deliverAfter(1, identify(21, no(5)));
    assertThat(lastBody()).as("the same once only").doesNotContain("OptIn");
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_BEFORE_OPT_IN)).isEqualTo(1);
  }

  @Test
  void anArrivalIsTheOneThatIngestNoted() throws Exception {
    deliverAfter(10, identify(10, yes(10)));
    fixture.platform.advance(Duration.ofMinutes(10));
    String noted = Long.toString(start.plus(Duration.ofMinutes(12)).toEpochMilli());
    fixture.deliverBatch(
        List.of(fixture.message(identify(20, no(5)), Map.of("receivedAt", noted))));
    assertThat(lastBody()).contains("\"subscribed\":false,\"timestamp\":\"" + at(12));

    deliver(identify(21, yes(15)));
    assertThat(lastBody()).as("a later yes").contains("\"subscribed\":true");
  }

  @Test
  void aNoThatRegalMayNotHaveIsSentAgainByAnyEvent() throws Exception {
    fixture.regal.respondWith(new Delivery.Unknown("read_timeout"));
    deliver(identify(0, no(0)));
    fixture.regal.respondWith(new Delivery.Accepted(200));
    deliverAfter(1, identify(1, no(0)));

    assertThat(lastBody()).contains("smsOptIn");
  }

  @Test
  void aConsentOfAnotherChannelDoesNotConfirmANoThatRegalMayNotHave() throws Exception {
    fixture.regal.respondWith(new Delivery.Unknown("read_timeout"));
    String event = identify(0, no(0));
    deliver(event);
    fixture.regal.respondWith(new Delivery.Accepted(200));
    deliverAfter(1, identify(1, yes(1).replace("sms", "voice")));
    deliverAfter(1, event);

    assertThat(lastBody()).contains("smsOptIn");
  }

  @Test
  void theLastTwentyNoesAreRemembered() throws Exception {
    for (int minute = 0; minute < 20; minute++) {
      deliverAfter(1, identify(minute, no(minute)));
    }
    deliver(identify(21, no(0)));
    assertThat(warnings("optout_repeated")).isEqualTo(1);

    deliver(identify(22, no(21)));
    deliver(identify(23, no(0)));
    assertThat(lastBody()).contains("smsOptIn");
  }

  @Test
  void aNoThatNamesOnlyAUserIdReachesTheNumbersTheTableKnows() throws Exception {
    deliver(identify(0, ",\"email\":\"Jane@Example.com\""));
    deliverAfter(1, withoutPhone(1, "\"userId\":\"u1\"", no(1)));
    assertThat(lastBody()).contains("{\"+12125550131\":{\"smsOptIn\":{\"subscribed\":false");

    deliver(withoutPhone(1, "\"userId\":\"u1\"", no(1).replace("sms", "email")));
    assertThat(lastBody()).contains("{\"Jane@example.com\":{\"emailOptIn\":{\"subscribed\":false");
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isZero();
  }

  @Test
  void aNoOfAVisitorReachesTheNumbersOfTheUserItIsLinkedTo() throws Exception {
    deliver(identify(0, ""));
    deliver(withoutPhone(1, "\"userId\":\"u1\",\"anonymousId\":\"a1\"", ",\"plan\":2"));
    deliverAfter(1, withoutPhone(2, "\"anonymousId\":\"a1\"", no(2)));

    assertThat(lastBody()).contains("{\"+12125550131\":{\"smsOptIn\":{\"subscribed\":false");
  }

  @Test
  void aNumberThatBelongsToAnotherPersonIsNotReachedAnyMore() throws Exception {
    deliver(identify(0, ""));
    deliver(identify(1, "").replace("u1", "u2"));
    deliver(identify(2, "").replace("31", "32").replace("u1", "u2"));
    deliver(withoutPhone(3, "\"userId\":\"u1\"", no(3)));

    assertThat(fixture.regal.bodies().getLast()).contains("+12125550131");
  }

  @Test
  void aNoThatNothingIsKnownForIsLostAndRings() throws Exception {
    deliver(withoutPhone(0, "\"userId\":\"u1\"", no(0) + ",\"plan\":1"));
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isEqualTo(1);

    deliver(identify(1, ""));
    fixture.table.setDown(true);
    deliver(withoutPhone(2, "\"userId\":\"u1\"", no(2) + ",\"plan\":2"));
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isEqualTo(2);
  }

  private void deliver(String event) throws InterruptedException {
    assertThat(fixture.deliver(event)).isBetween(0, 1);
  }

  private void deliverAfter(int minutes, String event) throws InterruptedException {
    fixture.platform.advance(Duration.ofMinutes(minutes));
    deliver(event);
  }

  private String lastBody() {
    return fixture.regal.bodies().getLast();
  }

  private double warnings(String code) {
    return fixture.telemetry.total(Metric.WARNINGS, code);
  }

  private String at(int minute) {
    return start.plus(Duration.ofMinutes(minute)).toString().substring(0, 19);
  }

  private String identify(int minute, String traits) {
    return withoutPhone(minute, "\"userId\":\"u1\"", ",\"phone\":\"+12125550131\"" + traits);
  }

  private String withoutPhone(int minute, String ids, String traits) {
    return "{\"type\":\"identify\",%s,\"messageId\":\"ajs-%d\",\"traits\":{%s},\"timestamp\":\"%sZ\"}"
        .formatted(ids, minute, traits.substring(1), at(minute));
  }

  private String yes(int minute) {
    return ",\"plan\":%d,\"optIn\":{\"channel\":\"sms\",\"subscribed\":true,\"timestamp\":\"%sZ\"}"
        .formatted(minute, at(minute));
  }

  private String no(int minute) {
    return ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":false,\"timestamp\":\"%sZ\"}"
        .formatted(at(minute));
  }
}
