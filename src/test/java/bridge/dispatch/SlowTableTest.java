package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.regal.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A table that takes long for its responses uses up no invocation.
class SlowTableTest {
  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();
  private final Instant began = fixture.platform.now();

  @Test
  void peopleOfManyIdentifiersAreDeliveredInOneInvocation() throws Exception {
    slowTable(Duration.ofSeconds(2));

    assertThat(fixture.deliverEach(peopleOfManyIdentifiers(""))).isZero();
    assertThat(fixture.regal.posts()).hasSize(10);
    assertThat(took()).isLessThan(Duration.ofSeconds(50));
  }

  @Test
  void oneOfManyConsentsIsDeliveredInOneInvocation() throws Exception {
    slowTable(Duration.ofMillis(600));
    String consent =
        ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":true,\"timestamp\":\"2026-11-24T07:00:00Z\"}";

    assertThat(fixture.deliverEach(peopleOfManyIdentifiers(consent))).isZero();
    assertThat(fixture.regal.posts()).hasSize(10);
    assertThat(took()).isLessThan(Duration.ofSeconds(50));
  }

  @Test
  void aCallThatCannotEndInTimeIsNotMadeAndIsNoOutage() throws Exception {
    String identify =
        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+12125550131\",\"plan\":1}}";
    fixture.regal.respondWith(
        (_, _) -> {
          fixture.table.calls();
          fixture.platform.advance(Duration.ofSeconds(47));
          return new Delivery.Accepted(200);
        });
    assertThat(fixture.deliver(identify)).isZero();
    assertThat(fixture.table.calls()).isEmpty();

    fixture.regal.respondWith(new Delivery.Accepted(200));
    String another = identify.replace("\"u\"", "\"w\"").replace("131", "132");
    assertThat(fixture.deliver(another)).isZero();
    assertThat(fixture.table.calls()).contains("read", "write sent");
  }

  private void slowTable(Duration duration) {
    fixture.table.setCallResults(
        _ -> {
          fixture.platform.advance(duration);
          return CallResult.SUCCESS;
        });
  }

  private Duration took() {
    return Duration.between(began, fixture.platform.now());
  }

  /// Ten people, each with fifty phones and fifty e-mails.
  private static String[] peopleOfManyIdentifiers(String traits) {
    return IntStream.range(0, 10)
        .mapToObj(
            person ->
                "{\"type\":\"identify\",\"userId\":\"u%d\",\"traits\":{\"phones\":[%s],\"emails\":[%s]%s}}"
                    .formatted(
                        person,
                        fifty("\"+121255%d%%04d\"".formatted(person)),
                        fifty("\"%d-%%d@example.com\"".formatted(person)),
                        traits))
        .toArray(String[]::new);
  }

  private static String fifty(String form) {
    return IntStream.range(0, 50).mapToObj(form::formatted).collect(Collectors.joining(","));
  }
}
