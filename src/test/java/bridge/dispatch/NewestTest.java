package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A late event never undoes what a newer one has set, and no consent is raised again.
class NewestTest {
  private final StatefulDispatchFixture scene = new StatefulDispatchFixture();

  @Test
  void aLateIdentifyLosesTheTraitsThatANewerOneHasSetAndKeepsTheRest() throws Exception {
    scene.comes(identify("07:10", "\"plan\":\"gold\",\"city\":\"Rome\""));
    scene.comes(identify("07:05", "\"plan\":\"free\",\"visits\":3"));

    assertThat(scene.regal.bodies().getLast()).contains("\"traits\":{\"visits\":3}");
    assertThat(scene.report.count(Metric.WARNINGS, "stale_traits")).isEqualTo(1);
  }

  @Test
  void aLateIdentifyOfWhichNothingIsLeftIsSkipped() throws Exception {
    scene.comes(identify("07:10", "\"plan\":\"gold\""));
    assertThat(scene.comes(identify("07:05", "\"plan\":\"free\""))).isZero();

    assertThat(scene.regal.posts()).hasSize(1);
    assertThat(scene.report.count(Metric.SKIPPED, "nothing_to_send")).isEqualTo(1);
  }

  @Test
  void aLatePhoneDoesNotBecomeThePrimaryAgain() throws Exception {
    scene.comes(identify("07:10", "\"phone\":\"+12125550132\""));
    scene.comes(identify("07:05", "\"phone\":\"+12125550131\""));

    assertThat(scene.regal.bodies().getLast())
        .contains("\"traits\":{\"phones\":{\"+12125550131\":{}}}");
  }

  @Test
  void theRuleHoldsWhicheverOfAPersonsIdentifiersAnEventNames() throws Exception {
    scene.comes(event("identify", "07:00", "\"userId\":\"u1\"", "\"phone\":\"+12125550131\""));
    scene.comes(event("identify", "07:10", "\"userId\":\"u1\"", "\"plan\":\"gold\""));
    scene.comes(
        event(
            "identify",
            "07:05",
            "\"anonymousId\":\"a\"",
            "\"phone\":\"+12125550131\",\"plan\":\"old\""));

    assertThat(scene.regal.bodies().getLast()).doesNotContain("plan");
  }

  @Test
  void peopleWhoShareAnEMailButNotAPhoneAreTwo() throws Exception {
    String shared = "\"email\":\"office@example.com\",";
    scene.comes(
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

    assertThat(scene.regal.bodies().getLast()).contains("\"plan\":2");
  }

  @Test
  void aLateTrackIsSentWithoutTheNameThatANewerIdentifyHasSet() throws Exception {
    scene.comes(identify("07:10", "\"firstName\":\"Maya\""));
    scene.comes(
        event("track\",\"event\":\"x", "07:05", "\"userId\":\"u1\"", "\"firstName\":\"May\""));

    assertThat(scene.regal.bodies().getLast())
        .startsWith("{\"userId\":\"u1\",\"name\":\"x\",\"properties\":{}");
  }

  @Test
  void whatRegalDidNotTakeHoldsNothingBack() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, ""));
    scene.comes(identify("07:10", "\"plan\":\"gold\"" + optIn("07:10", true)));
    scene.regal.answers(new Delivery.Accepted(200));
    scene.regal.bodies();
    scene.comes(identify("07:05", "\"plan\":\"free\"" + optIn("07:05", true)));

    assertThat(scene.regal.bodies().getLast()).contains("free").contains("smsOptIn");
  }

  @Test
  void anOptInIsSentOnceAndACachedOneNeverAgain() throws Exception {
    scene.comes(identify("07:05", "\"plan\":1" + optIn("07:05", true)));
    scene.comes(identify("07:10", "\"plan\":1" + optIn("07:10", false)));
    scene.machine.passes(Duration.ofDays(400));
    for (String cached : new String[] {"07:05", "07:10"}) {
      scene.comes(identify("07:20", "\"plan\":2" + optIn(cached, true)));
      assertThat(scene.regal.bodies().getLast()).doesNotContain("OptIn").contains("\"plan\":2");
    }
    assertThat(scene.report.count(Metric.WARNINGS, "optin_repeated")).isEqualTo(2);

    scene.comes(identify("07:20", "\"plan\":2" + optIn("07:11", true)));
    assertThat(scene.regal.bodies().getLast()).contains("\"subscribed\":true");
  }

  @Test
  void aNoAtTheTimeOfAYesIsSent() throws Exception {
    scene.comes(identify("07:05", "\"plan\":1" + optIn("07:05", true)));
    scene.comes(identify("07:06", "\"plan\":1" + optIn("07:05", false)));

    assertThat(scene.regal.bodies().getLast()).contains("\"subscribed\":false");
  }

  @Test
  void theSameEventMaySayAgainWhatItWasNotSureToBeHeardWith() throws Exception {
    String event = identify("07:05", "\"plan\":1" + optIn("07:05", true));
    scene.regal.answers(new Delivery.Unknown("read_timeout"));
    scene.comes(event);
    scene.regal.answers(new Delivery.Accepted(200));

    scene.comes(identify("07:06", "\"plan\":1" + optIn("07:05", true)));
    assertThat(scene.regal.bodies().getLast()).as("another may not").doesNotContain("smsOptIn");
    assertThat(scene.comes(event)).isZero();
    assertThat(scene.regal.bodies().getLast()).contains("smsOptIn");
  }

  @Test
  void anotherLaneWaitsWhileAnEventOfThePersonIsUnderWay() throws Exception {
    scene.regal.answers(
        (_, _) -> {
          try {
            assertThat(scene.comes(identify("07:05", "\"plan\":\"old\""))).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    scene.comes(identify("07:10", "\"plan\":\"new\""));

    assertThat(scene.regal.posts()).hasSize(1);
  }

  @Test
  void whoHasLostTheLockTakesNothingAwayThatWasSaidMeanwhile() throws Exception {
    String yes = identify("07:06", "\"plan\":1" + optIn("07:05", true));
    String no = identify("07:08", "\"plan\":2" + optIn("07:07", false));
    int[] posts = {0};
    scene.regal.answers(
        (_, _) -> {
          if (posts[0]++ > 0) {
            return new Delivery.Accepted(200);
          }
          scene.machine.passes(Duration.ofSeconds(66));
          try {
            assertThat(scene.comes(no)).isZero();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Unavailable("http_503");
        });
    assertThat(scene.comes(yes)).isOne();
    assertThat(scene.comes(yes)).isZero();

    assertThat(scene.regal.bodies().getLast()).doesNotContain("smsOptIn");
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
