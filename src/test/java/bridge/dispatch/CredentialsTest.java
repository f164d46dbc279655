package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeRegal;
import bridge.regal.Delivery;
import bridge.secret.Secret;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void aRotatedKeyTakesEffectWithinTheSameEvent() throws Exception {
    dispatchFixture.batch("a1");
    dispatchFixture.key.holds("key2");
    onlyTakes("key2");

    assertThat(dispatchFixture.batch("a2", "b1")).isEmpty();
    assertThat(dispatchFixture.report.count(Metric.CREDENTIALS_REJECTED)).isZero();
  }

  @Test
  void twoPeopleRefusedPauseDeliveryAndAProbeAMinuteEndsIt() throws Exception {
    onlyTakes("key2");

    assertThat(dispatchFixture.batch("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(dispatchFixture.report.count(Metric.CREDENTIALS_REJECTED)).isEqualTo(1);
    dispatchFixture.regal.bodies();
    assertThat(dispatchFixture.batch("c1")).containsExactly("c1");
    assertThat(dispatchFixture.regal.bodies()).isEmpty();

    dispatchFixture.key.holds("key2");
    dispatchFixture.machine.passes(Duration.ofSeconds(60));
    assertThat(dispatchFixture.batch("c1", "d1", "a1")).isEmpty();
    assertThat(dispatchFixture.rejected.sent()).isEmpty();
  }

  @Test
  void whilePausedAnotherPersonProbesEveryMinute() throws Exception {
    onlyTakes("key2");
    dispatchFixture.batch("a1", "b1");
    dispatchFixture.regal.bodies();

    for (int i = 0; i < 40; i++) {
      dispatchFixture.batch("a1", "b1", "c1");
    }

    List<FakeRegal.Post> posts = dispatchFixture.regal.posts();
    assertThat(posts).hasSizeGreaterThanOrEqualTo(8);
    for (int i = 2; i < posts.size(); i += 2) { // each probe, and its retry with the key fetched
      assertThat(posts.get(i).nanos() - posts.get(i - 2).nanos())
          .isGreaterThanOrEqualTo(Duration.ofSeconds(59).toNanos());
      assertThat(posts.get(i).body()).isNotEqualTo(posts.get(i - 2).body());
    }
    assertThat(dispatchFixture.rejected.sent()).isEmpty();
  }

  @Test
  void aKeyPutInPlaceOfThePlaceholderIsTakenAtTheNextProbe() throws Exception {
    dispatchFixture.key.holds(Secret.PLACEHOLDER);
    dispatchFixture.batch("a1", "b1");

    dispatchFixture.key.holds("key2");
    onlyTakes("key2");
    dispatchFixture.machine.passes(Duration.ofSeconds(60));

    assertThat(dispatchFixture.batch("a1", "b1", "c1")).isEmpty();
  }

  @Test
  void aRefusedKeyIsFetchedAgainAndTriedOnceMore() throws Exception {
    onlyTakes("key2");

    dispatchFixture.batch("a1");

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "a1");
    assertThat(dispatchFixture.key.fetches()).isEqualTo(2);
  }

  @Test
  void aRefusedKeyIsNotTriedAgainWithoutTimeForIt() throws Exception {
    dispatchFixture.regal.answers(
        (_, _) -> {
          dispatchFixture.machine.passes(Duration.ofSeconds(9));
          return new Delivery.Unauthorised(401);
        });

    dispatchFixture.batch(
        Duration.ofSeconds(30), List.of(dispatchFixture.message("a1", Duration.ZERO)));

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aPlaceholderIsNeverPosted() throws Exception {
    dispatchFixture.key.holds(Secret.PLACEHOLDER);

    assertThat(dispatchFixture.batch("a1", "b1")).containsExactly("a1", "b1");
    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.report.count(Metric.CREDENTIALS_REJECTED)).isPositive();
  }

  @Test
  void theLastGoodKeyServesWhileTheStoreIsDown() throws Exception {
    dispatchFixture.batch("a1");
    dispatchFixture.key.isDown(true);
    dispatchFixture.machine.passes(Duration.ofHours(1));

    assertThat(dispatchFixture.batch("a2", "b1", "c1")).isEmpty();
    assertThat(dispatchFixture.key.fetches()).isEqualTo(2);
  }

  @Test
  void onePersonRefusedWhileOthersPassIsThatPersonsOwnFault() throws Exception {
    dispatchFixture.regal.answers(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    int rounds = 0;
    boolean isDone = false;
    while (!isDone && rounds < 10) {
      isDone = dispatchFixture.batchAged(Duration.ofHours(5), "bad1").isEmpty();
      for (String person : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
        dispatchFixture.batch(person + rounds);
      }
      rounds++;
    }

    assertThat(dispatchFixture.report.count(Metric.CREDENTIALS_REJECTED)).isZero();
    assertThat(dispatchFixture.rejected.sent().getFirst().attributes())
        .containsEntry("reason", "given_up")
        .containsEntry("status", "401");
  }

  @Test
  void aRevokedKeyParksNobodyWhoWasRefusedAloneOnceBefore() throws Exception {
    dispatchFixture.regal.answers(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    dispatchFixture.batchAged(Duration.ofHours(5), "bad1");
    for (int i = 0; i < 20; i++) {
      dispatchFixture.batch("a" + i);
    }

    onlyTakes("key2");

    assertThat(dispatchFixture.batchAged(Duration.ofHours(5), "bad1", "b1"))
        .containsExactly("bad1", "b1");
    assertThat(dispatchFixture.rejected.sent()).isEmpty();
  }

  private void onlyTakes(String key) {
    dispatchFixture.regal.answers(
        (_, sent) ->
            sent.equals(key) ? new Delivery.Accepted(200) : new Delivery.Unauthorised(401));
  }
}
