package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// One person whose rows are large or many, in batches with nine others.
@Execution(ExecutionMode.CONCURRENT)
class LargePersonTest {
  private static final String IDENTIFY =
      "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{%s},\"timestamp\":\"2026-11-24T07:%02d:00Z\"}";

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aPersonWhoseRowIsOver400KilobytesIsSentUncheckedAndTheOthersAreChecked() throws Exception {
    for (int minute = 1; minute <= 9; minute++) {
      deliver(emails(minute, 25, 9_000), minute);
    }
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isPositive();

    requireOthersChecked(9);
    fixture.deliverEach(batch(emails(9, 25, 9_000), 9));
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isEqualTo(10);
  }

  @Test
  void aPersonWithThousandsOfTraitsCostsNobodyTheTable() throws Exception {
    for (int minute = 1; minute <= 8; minute++) {
      String trait = "\"t%d-%%d\":1".formatted(minute);
      deliver(list(2_000, trait), minute);
    }

    requireOthersChecked(8);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isZero();
  }

  @Test
  void aPersonWithThousandsOfIdentifiersCostsNobodyTheTableAndIsErased() throws Exception {
    for (int minute = 1; minute <= 40; minute++) {
      String phone = "\"+121255%02d%%03d\"".formatted(minute);
      String phones = "\"phones\":[" + list(50, phone) + "],";
      deliver(phones + emails(minute, 50, 1), minute);
    }
    requireOthersChecked(40);
    assertThat(fixture.table.scan()).hasSizeGreaterThan(8_000);
    fixture.deliver("{\"type\":\"delete\",\"userId\":\"large\"}");

    assertThat(fixture.table.scan()).hasSizeLessThan(9 * 50);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isZero();
  }

  /// One event of each person, all of the same minute.
  private void deliver(String traits, int minute) throws InterruptedException {
    int before = fixture.regal.posts().size();

    assertThat(fixture.deliverEach(batch(traits, minute))).isZero();
    assertThat(fixture.regal.posts()).hasSize(before + 10);
  }

  private static String[] batch(String traits, int minute) {
    List<String> batch = new ArrayList<>(others("\"plan\":\"gold\"", minute));
    batch.add(5, IDENTIFY.formatted("large", traits, minute));
    return batch.toArray(String[]::new);
  }

  /// An older value of theirs is not sent.
  private void requireOthersChecked(int minutes) throws InterruptedException {
    int before = fixture.regal.posts().size();
    fixture.deliverEach(others("\"plan\":\"silver\"", minutes - 1).toArray(String[]::new));
    assertThat(fixture.regal.posts()).hasSize(before);
  }

  private static List<String> others(String traits, int minute) {
    return IntStream.range(0, 9)
        .mapToObj(person -> IDENTIFY.formatted("u" + person, traits, minute))
        .toList();
  }

  private static String emails(int batch, int number, int chars) {
    String email = "\"%s%d-%%d@example.com\"".formatted("e".repeat(chars), batch);
    return "\"emails\":[" + list(number, email) + "]";
  }

  private static String list(int number, String form) {
    return IntStream.range(0, number).mapToObj(form::formatted).collect(Collectors.joining(","));
  }
}
