package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A late event never undoes what a newer one has set, and no consent is raised again.
class StaleValueTest {
  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aPersonIsLockedAsLongAsTheLongestInvocation() throws Exception {
    String gold = "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"plan\":\"gold\"}}";
    fixture.regal.respondWith(
        (body, _) -> {
          if (body.contains("gold")) {
            fixture.platform.advance(Duration.ofSeconds(30));
            fixture.deliverElsewhere(gold.replace("gold", "silver"));
          }
          return new Delivery.Accepted(200);
        });
    fixture.deliver(gold);

    assertThat(fixture.regal.bodies()).hasSize(1);
  }

  @Test
  void aLateIdentifyLosesTheTraitsThatANewerOneHasSetAndKeepsTheRest() throws Exception {
    fixture.deliver(identify("07:10", "\"plan\":\"gold\",\"city\":\"Rome\""));
    fixture.deliver(identify("07:05", "\"plan\":\"free\",\"visits\":3"));

    assertThat(fixture.regal.bodies().getLast()).contains("\"traits\":{\"visits\":3}");
    assertThat(fixture.telemetry.total(Metric.WARNINGS, "stale_traits")).isEqualTo(1);
  }

  @Test
  void aLateIdentifyOfWhichNothingIsLeftIsSkipped() throws Exception {
    fixture.deliver(identify("07:10", "\"plan\":\"gold\""));
    assertThat(fixture.deliver(identify("07:05", "\"plan\":\"free\""))).isZero();

    assertThat(fixture.regal.posts()).hasSize(1);
    assertThat(fixture.telemetry.total(Metric.SKIPPED, "nothing_to_send")).isEqualTo(1);
  }

  @Test
  void aLatePhoneDoesNotBecomeThePrimaryAgain() throws Exception {
    fixture.deliver(identify("07:10", "\"phone\":\"+12125550132\""));
    fixture.deliver(identify("07:05", "\"phone\":\"+12125550131\""));

    assertThat(fixture.regal.bodies().getLast())
        .contains("\"traits\":{\"phones\":{\"+12125550131\":{}}}");
  }

  @Test
  void theRuleHoldsWhicheverOfAPersonsIdentifiersAnEventNames() throws Exception {
    fixture.deliver(event("identify", "07:00", "\"userId\":\"u1\"", "\"phone\":\"+12125550131\""));
    fixture.deliver(event("identify", "07:10", "\"userId\":\"u1\"", "\"plan\":\"gold\""));
    fixture.deliver(
        event(
            "identify",
            "07:05",
            "\"anonymousId\":\"a\"",
            "\"phone\":\"+12125550131\",\"plan\":\"old\""));

    assertThat(fixture.regal.bodies().getLast()).doesNotContain("plan");
  }

  @Test
  void peopleWhoShareAnEMailButNotAPhoneAreTwo() throws Exception {
    String shared = "\"email\":\"office@example.com\",";
    fixture.deliver(
        event("identify", "07:00", "\"userId\":\"u2\"", "\"phone\":\"+12125550132\""),
        event(
            "identify",
            "07:10",
            "\"userId\":\"u1\"",
            shared + "\"phone\":\"+12125550131\",\"plan\":1"),
        event(
            "identify",
            "07:05",
            "\"userId\":\"u2\"",
            shared + "\"phone\":\"+12125550132\",\"plan\":2"));

    assertThat(fixture.regal.bodies().getLast()).contains("\"plan\":2");
  }

  @Test
  void aLateTrackIsSentWithoutTheNameThatANewerIdentifyHasSet() throws Exception {
    fixture.deliver(identify("07:10", "\"firstName\":\"Maya\""));
    fixture.deliver(
        event("track\",\"event\":\"x", "07:05", "\"userId\":\"u1\"", "\"firstName\":\"May\""));

    assertThat(fixture.regal.bodies().getLast())
        .startsWith("{\"userId\":\"u1\",\"name\":\"x\",\"properties\":{}");
  }

  @Test
  void whatRegalDidNotAcceptBlocksNothing() throws Exception {
    fixture.regal.respondWith(new Delivery.Refused(400, ""));
    fixture.deliver(identify("07:10", "\"plan\":\"gold\"" + optIn("07:10", true)));
    fixture.regal.respondWith(new Delivery.Accepted(200));
    fixture.regal.bodies();
    fixture.deliver(identify("07:05", "\"plan\":\"free\"" + optIn("07:05", true)));

    assertThat(fixture.regal.bodies().getLast()).contains("free").contains("smsOptIn");
  }

  @Test
  void anEventOfAClockThatIsAheadSilencesNothingThatComesAfterIt() throws Exception {
    fixture.deliver(identify("23:00", "\"plan\":\"gold\""));
    fixture.platform.advance(Duration.ofMinutes(1));
    fixture.deliver(identify("08:00", "\"plan\":\"free\""), identify("08:01", "\"plan\":\"pro\""));

    assertThat(fixture.regal.bodies()).hasSize(3).last().asString().contains("\"plan\":\"pro\"");
  }

  @Test
  void aSplitNameAndAFlatAddressNeverReplaceGivenOnes() throws Exception {
    String given = "\"firstName\":\"Maya\",\"address\":{\"city\":\"Rome\"}";
    String flat = "\"name\":\"May Long\",\"city\":\"Bari\"";
    fixture.deliver(identify("07:00", flat), identify("07:05", given), identify("07:10", flat));

    List<String> bodies = fixture.regal.bodies();
    assertThat(bodies.getFirst())
        .contains("\"firstName\":\"May\"", "\"address\":{\"city\":\"Bari\"}");
    assertThat(bodies.get(1)).contains("Maya", "Rome");
    assertThat(bodies.getLast())
        .contains("\"lastName\":\"Long\"", "\"city\":\"Bari\"")
        .doesNotContain("firstName", "address");
  }

  @Test
  void aSplitNameReplacesAnotherSplitName() throws Exception {
    fixture.deliver(identify("07:00", "\"name\":\"Maya\""), identify("07:05", "\"name\":\"Mia\""));

    assertThat(fixture.regal.bodies().getLast()).contains("\"firstName\":\"Mia\"");
  }

  @Test
  void anOptInIsSentOnceAndACachedOneNeverAgain() throws Exception {
    fixture.deliver(identify("07:05", "\"plan\":1" + optIn("07:05", true)));
    fixture.deliver(identify("07:10", "\"plan\":1" + optIn("07:10", false)));
    fixture.platform.advance(Duration.ofDays(400));
    for (String cached : new String[] {"07:05", "07:10"}) {
      fixture.deliver(identify("07:20", "\"plan\":2" + optIn(cached, true)));
      assertThat(fixture.regal.bodies().getLast()).doesNotContain("OptIn").contains("\"plan\":2");
    }
    assertThat(fixture.telemetry.total(Metric.WARNINGS, "optin_repeated")).isEqualTo(2);

    fixture.deliver(identify("07:20", "\"plan\":2" + optIn("07:11", true)));
    assertThat(fixture.regal.bodies().getLast()).contains("\"subscribed\":true");
  }

  @Test
  void aNoAtTheTimeOfAYesIsSent() throws Exception {
    fixture.deliver(identify("07:05", "\"plan\":1" + optIn("07:05", true)));
    fixture.deliver(identify("07:06", "\"plan\":1" + optIn("07:05", false)));

    assertThat(fixture.regal.bodies().getLast()).contains("\"subscribed\":false");
  }

  @Test
  void theSameEventMaySendAgainWhatHadAnUnknownOutcome() throws Exception {
    String event = identify("07:05", "\"plan\":1" + optIn("07:05", true));
    fixture.regal.respondWith(new Delivery.Unknown("read_timeout"));
    fixture.deliver(event);
    fixture.regal.respondWith(new Delivery.Accepted(200));

    fixture.deliver(identify("07:06", "\"plan\":1" + optIn("07:05", true)));
    assertThat(fixture.regal.bodies().getLast()).as("another may not").doesNotContain("smsOptIn");
    assertThat(fixture.deliver(event)).isZero();
    assertThat(fixture.regal.bodies().getLast()).contains("smsOptIn");
  }

  @Test
  void anotherQueueWaitsWhileAnEventOfThePersonIsInProgress() throws Exception {
    fixture.regal.respondWith(
        (_, _) -> {
          try {
            assertThat(fixture.deliver(identify("07:05", "\"plan\":\"old\""))).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    fixture.deliver(identify("07:10", "\"plan\":\"new\""));

    assertThat(fixture.regal.posts()).hasSize(1);
  }

  @Test
  void anAttemptThatLostTheLockRemovesNothingThatWasRecordedMeanwhile() throws Exception {
    String yes = identify("07:06", "\"plan\":1" + optIn("07:05", true));
    String no = identify("07:08", "\"plan\":2" + optIn("07:07", false));
    int[] posts = {0};
    fixture.regal.respondWith(
        (_, _) -> {
          if (posts[0]++ > 0) {
            return new Delivery.Accepted(200);
          }
          fixture.platform.advance(Duration.ofSeconds(66));
          try {
            assertThat(fixture.deliver(no)).isZero();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Unavailable("http_503");
        });
    assertThat(fixture.deliver(yes)).isOne();
    assertThat(fixture.deliver(yes)).isZero();

    assertThat(fixture.regal.bodies().getLast()).doesNotContain("smsOptIn");
  }

  private static String identify(String time, String traits) {
    return event("identify", time, "\"userId\":\"u1\"", traits);
  }

  private static String event(String type, String time, String ids, String traits) {
    return "{\"type\":\"%s\",%s,\"traits\":{%s},\"timestamp\":\"2026-11-24T%s:00Z\"}"
        .formatted(type, ids, traits, time);
  }

  private static String optIn(String time, boolean isYes) {
    return """
    ,"phone":"+12125550131","optIn":{"channel":"sms","subscribed":%s,"timestamp":"2026-11-24T%s:00Z"}\
    """
        .formatted(isYes, time);
  }
}
