package bridge.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The poller takes an answer as Lambda does (Lambda developer guide, services-sqs-errorhandling).
class SqsEventJsonTest {
  private static final Set<String> BATCH = Set.of("a", "b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "{\"other\":[]}"
      })
  void nothingReportedMeansAllDone(String response) {
    assertThat(kept(response)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "x",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"}]}",
        "{\"batchItemFailures\":[{}]}"
      })
  void anInvalidResponseMeansNothingDone(String response) {
    assertThat(kept(response)).isEqualTo(BATCH);
  }

  @Test
  void whatIsReportedStays() {
    assertThat(kept("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}")).containsExactly("b");
  }

  private static Set<String> kept(String response) {
    return SqsEventJson.readFailures(response.getBytes(UTF_8), BATCH);
  }
}
