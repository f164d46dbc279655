package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All environments together dead-letter no more events in a rejection spike than one does.
class RejectionSpikeTest {
  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();
  private int events;

  @BeforeEach
  void rejectEverything() {
    fixture.regal.respondWith(new Delivery.Refused(400, "unknown field"));
  }

  @Test
  void twentyEventsAreDeadLetteredAndNewEnvironmentsAddNone() throws Exception {
    for (int i = 0; i < 5; i++) {
      fixture.restart();
      deliverTenPeople();
    }

    assertThat(fixture.deadLetterQueue.sent()).hasSize(20);
    assertThat(fixture.telemetry.total(Metric.RETRIED, "rejected")).isPositive();
    assertThat(fixture.telemetry.total(Metric.REJECTION_SPIKE)).as("alarms").isPositive();
  }

  @Test
  void anAcceptedEventEndsItForAll() throws Exception {
    causeSpike();
    fixture.regal.respondWith(new Delivery.Accepted(200));
    assertThat(deliverTenPeople()).isZero();

    fixture.regal.respondWith(new Delivery.Refused(400, "unknown field"));
    fixture.restart();
    assertThat(deliverOne()).isZero();
    assertThat(fixture.deadLetterQueue.sent()).hasSize(21);
  }

  @Test
  void anHourAfterTheLastRejectionItIsOver() throws Exception {
    causeSpike();
    fixture.platform.advance(Duration.ofMinutes(61));
    fixture.restart();

    assertThat(deliverOne()).isZero();
    assertThat(fixture.deadLetterQueue.sent()).hasSize(21);
  }

  @Test
  void probesKeepItForAsLongAsItLasts() throws Exception {
    causeSpike();
    for (int i = 0; i < 10; i++) {
      fixture.platform.advance(Duration.ofMinutes(25));
      fixture.restart();
      assertThat(deliverOne()).isOne();
    }

    assertThat(fixture.deadLetterQueue.sent()).hasSize(20);
  }

  @Test
  void oneAcceptedEventBetweenRejectionsStartsTheCountAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(deliverTenPeople()).isZero();
      fixture.regal.respondWith(new Delivery.Accepted(200));
      deliverOne();
      rejectEverything();
    }

    assertThat(fixture.deadLetterQueue.sent()).hasSize(30);
  }

  @Test
  void badEventsOfOnePersonAreNoSpike() throws Exception {
    for (int i = 0; i < 30; i++) {
      fixture.restart();
      assertThat(deliverOne()).isZero();
    }

    assertThat(fixture.deadLetterQueue.sent()).hasSize(30);
  }

  @Test
  void withoutTheTableEachEnvironmentFindsOut() throws Exception {
    fixture.table.setDown(true);
    for (int i = 0; i < 2; i++) {
      fixture.restart();
      deliverTenPeople();
      deliverTenPeople();
      deliverTenPeople();
    }

    assertThat(fixture.deadLetterQueue.sent()).hasSize(40);
  }

  private void causeSpike() throws InterruptedException {
    deliverTenPeople();
    deliverTenPeople();
    assertThat(fixture.deadLetterQueue.sent()).hasSize(20);
  }

  private int deliverTenPeople() throws InterruptedException {
    return fixture.deliverEach(
        IntStream.range(0, 10).mapToObj(_ -> track()).toArray(String[]::new));
  }

  private int deliverOne() throws InterruptedException {
    return fixture.deliver(track());
  }

  private String track() {
    return "{\"type\":\"track\",\"userId\":\"u%s\",\"event\":\"x\"}".formatted(events++);
  }
}
