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
  private final DispatchFixture scene = new DispatchFixture();

  @Test
  void aRotatedKeyTakesEffectWithinTheSameEvent() throws Exception {
    scene.batch("a1");
    scene.key.holds("key2");
    onlyTakes("key2");

    assertThat(scene.batch("a2", "b1")).isEmpty();
    assertThat(scene.report.count(Metric.CREDENTIALS_REJECTED)).isZero();
  }

  @Test
  void twoPeopleRefusedPauseDeliveryAndAProbeAMinuteEndsIt() throws Exception {
    onlyTakes("key2");

    assertThat(scene.batch("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(scene.report.count(Metric.CREDENTIALS_REJECTED)).isEqualTo(1);
    scene.regal.bodies();
    assertThat(scene.batch("c1")).containsExactly("c1");
    assertThat(scene.regal.bodies()).isEmpty();

    scene.key.holds("key2");
    scene.machine.passes(Duration.ofSeconds(60));
    assertThat(scene.batch("c1", "d1", "a1")).isEmpty();
    assertThat(scene.rejected.sent()).isEmpty();
  }

  @Test
  void whilePausedAnotherPersonProbesEveryMinute() throws Exception {
    onlyTakes("key2");
    scene.batch("a1", "b1");
    scene.regal.bodies();

    for (int i = 0; i < 40; i++) {
      scene.batch("a1", "b1", "c1");
    }

    List<FakeRegal.Post> posts = scene.regal.posts();
    assertThat(posts).hasSizeGreaterThanOrEqualTo(8);
    for (int i = 2; i < posts.size(); i += 2) { // each probe, and its retry with the key fetched
      assertThat(posts.get(i).nanos() - posts.get(i - 2).nanos())
          .isGreaterThanOrEqualTo(Duration.ofSeconds(59).toNanos());
      assertThat(posts.get(i).body()).isNotEqualTo(posts.get(i - 2).body());
    }
    assertThat(scene.rejected.sent()).isEmpty();
  }

  @Test
  void aKeyPutInPlaceOfThePlaceholderIsTakenAtTheNextProbe() throws Exception {
    scene.key.holds(Secret.PLACEHOLDER);
    scene.batch("a1", "b1");

    scene.key.holds("key2");
    onlyTakes("key2");
    scene.machine.passes(Duration.ofSeconds(60));

    assertThat(scene.batch("a1", "b1", "c1")).isEmpty();
  }

  @Test
  void aRefusedKeyIsFetchedAgainAndTriedOnceMore() throws Exception {
    onlyTakes("key2");

    scene.batch("a1");

    assertThat(scene.regal.bodies()).containsExactly("a1", "a1");
    assertThat(scene.key.fetches()).isEqualTo(2);
  }

  @Test
  void aRefusedKeyIsNotTriedAgainWithoutTimeForIt() throws Exception {
    scene.regal.answers(
        (_, _) -> {
          scene.machine.passes(Duration.ofSeconds(9));
          return new Delivery.Unauthorised(401);
        });

    scene.batch(Duration.ofSeconds(30), List.of(scene.message("a1", Duration.ZERO)));

    assertThat(scene.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aPlaceholderIsNeverPosted() throws Exception {
    scene.key.holds(Secret.PLACEHOLDER);

    assertThat(scene.batch("a1", "b1")).containsExactly("a1", "b1");
    assertThat(scene.regal.posts()).isEmpty();
    assertThat(scene.report.count(Metric.CREDENTIALS_REJECTED)).isPositive();
  }

  @Test
  void theLastGoodKeyServesWhileTheStoreIsDown() throws Exception {
    scene.batch("a1");
    scene.key.isDown(true);
    scene.machine.passes(Duration.ofHours(1));

    assertThat(scene.batch("a2", "b1", "c1")).isEmpty();
    assertThat(scene.key.fetches()).isEqualTo(2);
  }

  @Test
  void onePersonRefusedWhileOthersPassIsThatPersonsOwnFault() throws Exception {
    scene.regal.answers(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    int rounds = 0;
    boolean isDone = false;
    while (!isDone && rounds < 10) {
      isDone = scene.batchAged(Duration.ofHours(5), "bad1").isEmpty();
      for (String person : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
        scene.batch(person + rounds);
      }
      rounds++;
    }

    assertThat(scene.report.count(Metric.CREDENTIALS_REJECTED)).isZero();
    assertThat(scene.rejected.sent().getFirst().attributes())
        .containsEntry("reason", "given_up")
        .containsEntry("status", "401");
  }

  @Test
  void aRevokedKeyParksNobodyWhoWasRefusedAloneOnceBefore() throws Exception {
    scene.regal.answers(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unauthorised(401) : new Delivery.Accepted(200));
    scene.batchAged(Duration.ofHours(5), "bad1");
    for (int i = 0; i < 20; i++) {
      scene.batch("a" + i);
    }

    onlyTakes("key2");

    assertThat(scene.batchAged(Duration.ofHours(5), "bad1", "b1")).containsExactly("bad1", "b1");
    assertThat(scene.rejected.sent()).isEmpty();
  }

  private void onlyTakes(String key) {
    scene.regal.answers(
        (_, sent) ->
            sent.equals(key) ? new Delivery.Accepted(200) : new Delivery.Unauthorised(401));
  }
}
