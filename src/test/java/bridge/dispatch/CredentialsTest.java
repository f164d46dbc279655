package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeRegal;
import bridge.regal.Delivery;
import bridge.secret.Secret;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A missing or rejected API key costs no event.
class CredentialsTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void aRotatedKeyTakesEffectWithinTheSameEvent() throws Exception {
    dispatchFixture.deliver("a1");
    dispatchFixture.key.setValue("key2");
    acceptOnly("key2");

    assertThat(dispatchFixture.deliver("a2", "b1")).isEmpty();
    assertThat(dispatchFixture.telemetry.total(Metric.CREDENTIALS_REJECTED)).isZero();
  }

  @Test
  void twoPeopleRejectedPauseDeliveryAndAProbeAMinuteEndsIt() throws Exception {
    acceptOnly("key2");

    assertThat(dispatchFixture.deliver("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(dispatchFixture.telemetry.total(Metric.CREDENTIALS_REJECTED)).isEqualTo(1);
    dispatchFixture.regal.bodies();
    assertThat(dispatchFixture.deliver("c1")).containsExactly("c1");
    assertThat(dispatchFixture.regal.bodies()).isEmpty();

    dispatchFixture.key.setValue("key2");
    dispatchFixture.platform.advance(Duration.ofSeconds(60));
    assertThat(dispatchFixture.deliver("c1", "d1", "a1")).isEmpty();
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  @Test
  void whilePausedAnotherPersonProbesEveryMinute() throws Exception {
    acceptOnly("key2");
    dispatchFixture.deliver("a1", "b1");
    dispatchFixture.regal.bodies();

    for (int i = 0; i < 40; i++) {
      dispatchFixture.deliver("a1", "b1", "c1");
      dispatchFixture.platform.advance(Duration.ofSeconds(20));
    }

    List<FakeRegal.Post> posts = dispatchFixture.regal.posts();
    assertThat(posts).hasSizeGreaterThanOrEqualTo(8);
    for (int i = 2; i < posts.size(); i += 2) { // each probe, and its retry with the key fetched
      assertThat(posts.get(i).nanos() - posts.get(i - 2).nanos())
          .isGreaterThanOrEqualTo(Duration.ofSeconds(59).toNanos());
      assertThat(posts.get(i).body()).isNotEqualTo(posts.get(i - 2).body());
    }
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  /// A function that waits costs money, and a message that comes back at once uses up its receives.
  @Test
  void whilePausedABatchGoesBackAtOnceForAMinuteAtLeast() throws Exception {
    acceptOnly("key2");
    dispatchFixture.deliver("a1", "b1");
    dispatchFixture.events.visibilityChanges();
    Instant before = dispatchFixture.platform.now();

    dispatchFixture.deliver("c1", "d1");

    assertThat(dispatchFixture.platform.now()).isEqualTo(before);
    assertThat(dispatchFixture.events.visibilityChanges())
        .hasSize(2)
        .allMatch(change -> change.hidden().compareTo(Duration.ofMinutes(1)) >= 0);
  }

  /// SQS moves a message to the dead-letter queue after 1,000 receives.
  @Test
  void aKeyThatIsMissingForThreeDaysUsesUpNoMessage() throws Exception {
    dispatchFixture.key.setValue("REPLACE_ME");
    Instant began = dispatchFixture.platform.now();
    int receives = 0;
    while (dispatchFixture.platform.now().isBefore(began.plus(Duration.ofDays(3)))) {
      Duration age = Duration.between(began, dispatchFixture.platform.now());
      dispatchFixture.deliverAged(age, "a1");
      dispatchFixture.platform.advance(
          dispatchFixture.events.visibilityChanges().getFirst().hidden());
      receives++;
    }

    assertThat(receives).isLessThan(500);
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  @Test
  void aKeyPutInPlaceOfThePlaceholderIsTakenAtTheNextProbe() throws Exception {
    dispatchFixture.key.setValue(Secret.PLACEHOLDER);
    dispatchFixture.deliver("a1", "b1");

    dispatchFixture.key.setValue("key2");
    acceptOnly("key2");
    dispatchFixture.platform.advance(Duration.ofSeconds(60));

    assertThat(dispatchFixture.deliver("a1", "b1", "c1")).isEmpty();
  }

  @Test
  void aRejectedKeyIsFetchedAgainAndTriedOnceMore() throws Exception {
    acceptOnly("key2");

    dispatchFixture.deliver("a1");

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "a1");
    assertThat(dispatchFixture.key.fetches()).isEqualTo(2);
  }

  @Test
  void aRejectedKeyIsNotTriedAgainWithoutTimeForIt() throws Exception {
    dispatchFixture.regal.respondWith(
        (_, _) -> {
          dispatchFixture.platform.advance(Duration.ofSeconds(9));
          return new Delivery.Unauthorised(401);
        });

    dispatchFixture.deliver(
        Duration.ofSeconds(30), List.of(dispatchFixture.message("a1", Duration.ZERO)));

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aPlaceholderIsNeverPosted() throws Exception {
    dispatchFixture.key.setValue(Secret.PLACEHOLDER);

    assertThat(dispatchFixture.deliver("a1", "b1")).containsExactly("a1", "b1");
    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.telemetry.total(Metric.CREDENTIALS_REJECTED)).isPositive();
  }

  @Test
  void theLastGoodKeyServesWhileTheStoreIsDown() throws Exception {
    dispatchFixture.deliver("a1");
    dispatchFixture.key.setDown(true);
    dispatchFixture.platform.advance(Duration.ofHours(1));

    assertThat(dispatchFixture.deliver("a2", "b1", "c1")).isEmpty();
    assertThat(dispatchFixture.key.fetches()).isEqualTo(2);
  }

  @Test
  void onePersonRejectedWhileOthersPassIsThatPersonsOwnFault() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    int rounds = 0;
    boolean isDone = false;
    while (!isDone && rounds < 10) {
      isDone = dispatchFixture.deliverAged(Duration.ofHours(5), "bad1").isEmpty();
      for (String person : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
        dispatchFixture.deliver(person + rounds);
      }
      rounds++;
    }

    assertThat(dispatchFixture.telemetry.total(Metric.CREDENTIALS_REJECTED)).isZero();
    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "poison_event")
        .containsEntry("status", "401");
  }

  @Test
  void aRevokedKeyDeadLettersNobodyWhoWasRejectedAloneOnceBefore() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    dispatchFixture.deliverAged(Duration.ofHours(5), "bad1");
    for (int i = 0; i < 20; i++) {
      dispatchFixture.deliver("a" + i);
    }

    acceptOnly("key2");

    assertThat(dispatchFixture.deliverAged(Duration.ofHours(5), "bad1", "b1"))
        .containsExactly("bad1", "b1");
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  private void acceptOnly(String key) {
    dispatchFixture.regal.respondWith(
        (_, sent) ->
            sent.equals(key) ? new Delivery.Accepted(200) : new Delivery.Unauthorised(401));
  }
}
