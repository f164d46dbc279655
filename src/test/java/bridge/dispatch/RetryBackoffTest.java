package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.VisibilityChange;
import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Unfinished events of a person get one visibility timeout, a tenth of their age.
class RetryBackoffTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.5, PT1S",
    "PT10M, 0.5, PT1M",
    "PT10M, 0, PT48S",
    "PT24H, 0.5, PT30M",
    "PT24H, 0, PT24M",
    "PT24H, 0.9999, PT36M"
  })
  void theBackoffIsATenthOfTheAgeWithinBoundsAndSpread(Duration age, double random, Duration delay)
      throws Exception {
    dispatchFixture.platform.setRandom(random);
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));

    dispatchFixture.deliverAged(age, "a1");

    Duration hidden = dispatchFixture.events.visibilityChanges().getFirst().hidden();
    assertThat(hidden).isCloseTo(delay, Duration.ofMillis(delay.toMillis() / 100 + 10));
  }

  @Test
  void withoutTimeForAPostTheMessageIsVisibleAgainAtOnce() throws Exception {
    Duration tooShort = Duration.ofSeconds(24); // a POST and what follows it take up to 25 s

    List<String> unfinished =
        dispatchFixture.deliver(
            tooShort, List.of(dispatchFixture.message("a1", Duration.ofMinutes(10))));

    assertThat(unfinished).containsExactly("a1");
    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.events.visibilityChanges())
        .extracting(VisibilityChange::hidden)
        .containsExactly(Duration.ZERO);
    assertThat(dispatchFixture.telemetry.total(Metric.RETRIED, "out_of_time")).isOne();
  }

  @Test
  void oneCallForEverybodyIsTheLastActOfTheInvocation() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            switch (body.charAt(0)) {
              case 'a', 'c' -> new Delivery.Throttled(429);
              case 'b' -> new Delivery.Refused(400, "");
              default -> new Delivery.Accepted(200);
            });
    List<String> doneBefore = new ArrayList<>();
    dispatchFixture.events.onVisibilityChange(
        () ->
            doneBefore.add(
                dispatchFixture.regal.posts().size()
                    + " "
                    + dispatchFixture.deadLetterQueue.sent().size()));

    assertThat(dispatchFixture.deliver("a1", "b1", "c1", "d1", "a2", "d2"))
        .containsExactly("a1", "c1", "a2");

    assertThat(doneBefore).containsExactly("5 1");
    assertThat(dispatchFixture.events.visibilityChanges())
        .extracting(visibilityChange -> visibilityChange.message().messageId())
        .containsExactly("a1", "a2", "c1");
  }

  @Test
  void theHeadsAgeDecidesHoweverYoungItsFollowersAre() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));

    dispatchFixture.deliver(
        Duration.ofSeconds(60),
        List.of(
            dispatchFixture.message("a1", Duration.ofMinutes(10)),
            dispatchFixture.message("a2", Duration.ZERO)));

    assertThat(dispatchFixture.events.visibilityChanges())
        .hasSize(2)
        .allMatch(change -> change.hidden().compareTo(Duration.ofSeconds(59)) > 0);
  }

  @Test
  void followersWaitAsLongAsTheirHead() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.startsWith("a") ? new Delivery.Throttled(429) : new Delivery.Accepted(200));

    dispatchFixture.deliverAged(Duration.ofMinutes(5), "a1", "b1", "a2", "a3");

    var delays = dispatchFixture.events.visibilityChanges();
    assertThat(delays)
        .extracting(visibilityChange -> visibilityChange.message().messageId())
        .containsExactly("a1", "a2", "a3");
    assertThat(delays)
        .extracting(VisibilityChange::hidden)
        .containsOnly(delays.getFirst().hidden());
  }
}
