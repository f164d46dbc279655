package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import org.junit.jupiter.api.Test;

/// An opt-out that cannot be sent is counted, and its line leads to the event at Segment.
class LostOptOutTest {
  private static final String NO =
      "{\"type\":\"identify\",\"messageId\":\"%s\",\"userId\":\"u1\",\"traits\":{\"plan\":\"a\","
          + "\"optIn\":{\"channel\":\"sms\",\"subscribed\":false}}}";

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void isCountedAndNamesTheEvent() throws Exception {
    fixture.deliver(NO.formatted("ajs-f8ca1e4de5024d9430b3928bd8ac6b96"));

    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isEqualTo(1);
    assertThat(fixture.telemetry.lines())
        .singleElement()
        .asString()
        .contains("optOutsLost=1", "segmentMessageId=ajs-f8ca1e4de5024d9430b3928bd8ac6b96");
  }

  @Test
  void isNotLostIfAnotherEnvironmentLearnsThePhoneDuringTheBatch() throws Exception {
    fixture.regal.respondWith(
        (body, _) -> {
          if (body.contains("slow")) {
            fixture.deliverElsewhere(
                "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"phone\":\"+12125550123\"}}");
          }
          return new Delivery.Accepted(200);
        });
    fixture.deliver(
        "{\"type\":\"track\",\"event\":\"slow\",\"userId\":\"u2\"}", NO.formatted("m1"));

    assertThat(fixture.regal.bodies().getLast()).contains("+12125550123", "\"subscribed\":false");
    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isZero();
  }

  @Test
  void isNotReportedForAnEventThatKeepsItsOptOut() throws Exception {
    fixture.deliver(NO.formatted("m1").replace("\"plan\":\"a\"", "\"phone\":\"+12125550123\""));

    assertThat(fixture.telemetry.total(Metric.OPT_OUT_LOST)).isZero();
    assertThat(fixture.telemetry.lines()).singleElement().asString().doesNotContain("optOutsLost");
  }

  @Test
  void isReportedByTheRepetitionOfAnEventWhoseFunctionDiedBeforeItDid() throws Exception {
    fixture.deliver(NO.formatted("m1"));
    fixture.deliver(
        "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"phone\":\"+12125550123\"}}");
    fixture.deliver(NO.formatted("m1"));

    assertThat(fixture.telemetry.lines().getLast().toString())
        .contains("outcome=duplicate", "optOutsLost=1", "segmentMessageId=h:");
  }
}
