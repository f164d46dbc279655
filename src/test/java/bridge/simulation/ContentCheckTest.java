package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A request with another content than its event's fails the simulation.
class ContentCheckTest {
  private static final String TRACK =
      """
      {"userId":"person-5","name":"Step Done","properties":{"simulated":17,"amount":12.50},\
      "originalTimestamp":"2026-11-24T10:00:00.123Z","eventSource":"Segment"}\
      """;

  private static final String OPT_IN =
      """
      {"userId":"person-5","traits":{"simulated":17,"firstName":"Maya","phones":{"+12122000005":\
      {"isPrimary":true,"smsOptIn":{"subscribed":true,"timestamp":"2026-11-24T09:00:00.000Z"}}}},\
      "originalTimestamp":"2026-11-24T10:00:00.123Z","eventSource":"Segment"}\
      """;

  @Test
  void ownContentPasses() {
    assertThat(violations(EventKind.TRACK, TRACK, false)).isEmpty();
    assertThat(violations(EventKind.OPT_IN, OPT_IN, false)).isEmpty();
  }

  @Test
  void staleValuesAndRepeatedConsentMayBeMissingWithTheStateTableAlone() {
    String less =
        OPT_IN
            .replace("\"simulated\":17,\"firstName\":\"Maya\",", "")
            .replaceAll("\"isPrimary\".*?}", "");
    assertThat(violations(EventKind.OPT_IN, less, true)).isEmpty();
    assertThat(violations(EventKind.OPT_IN, less, false)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("otherContents")
  void otherContentFails(EventKind kind, String json, String from, String to) {
    assertThat(json).contains(from);
    assertThat(violations(kind, json.replace(from, to), true)).hasSize(1);
  }

  static Stream<Arguments> otherContents() {
    return Stream.of(
        arguments(EventKind.TRACK, TRACK, "person-5", "person-6"),
        arguments(EventKind.TRACK, TRACK, "\"userId\":\"person-5\",", ""),
        arguments(EventKind.TRACK, TRACK, "Step Done", "constant"),
        arguments(EventKind.TRACK, TRACK, ",\"amount\":12.50", ""),
        arguments(EventKind.TRACK, TRACK, "12.50", "12.51"),
        arguments(EventKind.TRACK, TRACK, ":17", ":18"),
        arguments(EventKind.TRACK, TRACK, "Segment", "segment"),
        arguments(EventKind.OPT_IN, OPT_IN, "+12122000005", "+12122000006"),
        arguments(EventKind.OPT_IN, OPT_IN, "Maya", "Mira"),
        arguments(EventKind.OPT_IN, OPT_IN, "{\"isPrimary\"", "{\"label\":\"x\",\"isPrimary\""),
        arguments(EventKind.OPT_IN, OPT_IN, "\"subscribed\":true", "\"subscribed\":false"),
        arguments(EventKind.OPT_IN, OPT_IN, ",\"timestamp\":\"2026-11-24T09:00:00.000Z\"", ""),
        arguments(EventKind.OPT_IN, OPT_IN, "}}}}", "}},\"+12122000006\":{}}}"));
  }

  private static List<String> violations(EventKind kind, String json, boolean hasStateTable) {
    long time = Instant.parse("2026-11-24T10:00:00.123Z").toEpochMilli();
    Invariants invariants = new Invariants();
    SimulatedEvent event = new SimulatedEvent(17, 5, kind, PoisonKind.NONE, 0, time);
    event.contacts = NamedContacts.of(5, 17, 0);
    new ContentCheck(invariants, hasStateTable).check(event, json);
    return invariants.examples();
  }
}
