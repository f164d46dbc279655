package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeRegal;
import bridge.regal.Delivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No more requests start in any second than the settings allow.
class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void atMostTheSetRateInAnySlidingSecond() throws Exception {
    for (int i = 0; i < 20; i++) {
      dispatchFixture.deliver(
          "a" + i, "b" + i, "c" + i, "a" + i + "0", "a" + i + "1", "d" + i, "e" + i);
      if (i % 7 == 0) {
        dispatchFixture.platform.advance(Duration.ofMillis(1_234));
      }
    }

    List<Long> starts = dispatchFixture.regal.posts().stream().map(FakeRegal.Post::nanos).toList();
    for (long start : starts) {
      assertThat(starts.stream().filter(s -> s >= start && s < start + SECOND).count())
          .isLessThanOrEqualTo(25);
    }
    assertThat(starts.getFirst()).isGreaterThanOrEqualTo(SECOND / 25);
  }

  @Test
  void afterAWaitPostsStartAtEightTimesTheRateAtMost() throws Exception {
    dispatchFixture.platform.advance(Duration.ofMinutes(1));
    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1", "i1", "j1");

    List<Long> starts = dispatchFixture.regal.posts().stream().map(FakeRegal.Post::nanos).toList();
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1)).isGreaterThanOrEqualTo(SECOND / 25 / 8);
    }
    assertThat(starts.getLast() - starts.getFirst()).isLessThan(10 * SECOND / 25 / 7);
  }

  @Test
  void itFallsOn429AndRecovers() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));
    for (int i = 0; i < 5; i++) {
      assertThat(dispatchFixture.deliver("a1")).containsExactly("a1");
      dispatchFixture.platform.advance(Duration.ofMillis(1_100));
    }
    assertThat(dispatchFixture.telemetry.lastAllowedRate()).isLessThan(8);
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();

    dispatchFixture.regal.respondWith(new Delivery.Accepted(200));
    dispatchFixture.platform.advance(Duration.ofSeconds(10));
    dispatchFixture.deliver("a1");
    assertThat(dispatchFixture.telemetry.lastAllowedRate()).isEqualTo(25);
  }

  @Test
  void theRejectionsOfOneBatchHalveTheRateOnce() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));
    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1");

    assertThat(dispatchFixture.regal.posts()).hasSize(5);
    assertThat(dispatchFixture.telemetry.lastAllowedRate()).isBetween(12.5, 15.0);
  }

  @Test
  void aRateTooLowForTheInvocationReturnsTheBatchAtOnce() throws Exception {
    DispatchFixture slow =
        new DispatchFixture(new DispatchSettings(0.1, 10, Duration.ofHours(4), false));

    assertThat(slow.deliver("a1")).containsExactly("a1");
    assertThat(slow.events.visibilityChanges().getFirst().hidden()).isZero();
  }
}
