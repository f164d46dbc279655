package bridge.command;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.LocalSecrets;
import bridge.emulator.RegalEmulator;
import bridge.fake.PrintedMetrics;
import bridge.fake.SeededPersonalData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the deployed functions do with a secret as an operator may store it.
class StoredSecretTest {
  private static final String SECRET = SeededPersonalData.SECRET;
  private static final String KEY = SeededPersonalData.REGAL_KEY;
  private static final String EVENT = SeededPersonalData.event("track");

  private static FunctionsFixture functionsFixture;

  private static int events;

  private int received;

  @BeforeAll
  static void start() throws Exception {
    functionsFixture =
        new FunctionsFixture(SECRET, SECRET, Map.of("ON_UNKNOWN_OUTCOME", "dead-letter"));
  }

  @AfterAll
  static void stop() {
    functionsFixture.close();
  }

  @BeforeEach
  void restart() {
    functionsFixture.restartDispatch();
    received = functionsFixture.regal.received().size();
  }

  static Stream<byte[]> binaries() {
    return Stream.of(
        KEY.getBytes(UTF_8),
        (KEY + "\n").getBytes(UTF_8),
        KEY.replace("-", "").substring(0, 16).getBytes(UTF_8), // it could be Base64
        KEY.getBytes(UTF_16),
        new byte[] {0, -1, 7});
  }

  @ParameterizedTest(name = "{index}") // no secret in a report
  @MethodSource("binaries")
  void aBinaryKeyIsNoneAndNeverPerhapsProcessed(byte[] stored) throws Exception {
    functionsFixture.secrets.putBinary(LocalSecrets.REGAL_KEY, stored);

    isRejectedAndRings();
    assertThat(functionsFixture.regal.received()).hasSize(received);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"", " \r\n", "\ufeff", "REPLACE_ME\n", KEY + "\nb", "\u20ac" + KEY, "\u0000"})
  void aKeyThatNoHeaderCanHoldIsNeverPostedAndRings(String stored) throws Exception {
    functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, stored);

    isRejectedAndRings();
    assertThat(functionsFixture.regal.received()).hasSize(received);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {KEY, "{\"current\":\"" + RegalEmulator.KEY + "\"}", "\u00e9" + KEY})
  void aKeyThatRegalRejectsRings(String stored) throws Exception {
    functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, stored);

    isRejectedAndRings();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"%s", "\ufeff%s", " %s\r\n", "%s\n\n", "\u00a0%s\t"})
  void blanksLineEndsAndAByteOrderMarkAreNoPartOfAKey(String stored) throws Exception {
    functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, stored.formatted(RegalEmulator.KEY));

    assertThat(functionsFixture.dispatch(List.of("a"), List.of(nextEvent())))
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void aBinarySharedSecretIsNone() throws Exception {
    functionsFixture.secrets.putBinary(LocalSecrets.TOKEN, SECRET.getBytes(UTF_8));

    assertThat(functionsFixture.post(EVENT, Map.of("x-bridge-token", SECRET))).startsWith("503");
  }

  /// An event that was not delivered before.
  private static String nextEvent() {
    events++;
    return EVENT + " ".repeat(events);
  }

  private void isRejectedAndRings() throws Exception {
    String output =
        PrintedMetrics.output(
            () -> functionsFixture.dispatch(List.of("a", "b"), List.of(nextEvent(), nextEvent())));

    assertThat(PrintedMetrics.metrics(output))
        .anyMatch(metric -> metric.contains(" CredentialsRejected "))
        .noneMatch(metric -> metric.contains(" UnknownOutcome "));
    assertThat(output)
        .contains("\"outcome\":\"retrying\"")
        .doesNotContain("dead_lettered")
        .doesNotContain(KEY)
        .doesNotContain(KEY.replace("-", "").substring(0, 16));
  }
}
