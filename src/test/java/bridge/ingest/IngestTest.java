package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.QueuedEvent;
import bridge.queue.Sent;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import bridge.standin.ForkedClock;
import bridge.standin.ScriptedQueue;
import bridge.standin.Tally;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The webhook as Segment sees it: which answer, and what stands in which queue.
class IngestTest {
  private static final String EVENT = "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\"}";
  private static final String SIGNATURE = "signature-secret";
  private static final String TOKEN = "token-secret";

  private final ForkedClock clock = new ForkedClock();
  private final Tally tally = new Tally();
  private final ScriptedQueue rejected = new ScriptedQueue();
  private ScriptedQueue events = new ScriptedQueue();
  private String signature = current(SIGNATURE);
  private String token = current(TOKEN);
  private boolean isStoreDown;
  private int fetches;
  private @Nullable Ingest ingest;

  @Test
  void oneSignedEventIsSafe() throws Exception {
    assertThat(answer(EVENT, signed(EVENT))).isEqualTo(new Answer.Safe(1, 0));
    assertThat(events.kept()).extracting(QueuedEvent::body).containsExactly(EVENT);
  }

  @Test
  void headersComeInAnyCase() throws Exception {
    assertThat(answer(EVENT, Map.of("x-SIGNATURE", hmac(EVENT, SIGNATURE))).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "put"})
  void segmentsOtherMethodsDoTheSame(String method) throws Exception {
    assertThat(answer(method, EVENT, signed(EVENT)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "HEAD", "OPTIONS", ""})
  void otherMethodsAreRefused(String method) throws Exception {
    assertThat(answer(method, EVENT, signed(EVENT)).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 415", "br, 415", "'gzip, identity', 415", "identity, 200", "'', 200"})
  void aBodyIsNeverDecompressed(String encoding, int status) throws Exception {
    Map<String, String> headers = new HashMap<>(signed(EVENT));
    headers.put("content-encoding", encoding);

    assertThat(answer(EVENT, headers).status()).isEqualTo(status);
  }

  @Test
  void overFourAndAHalfMillionBytesAreTooMany() throws Exception {
    String body = EVENT + " ".repeat(4_500_001 - EVENT.length());

    assertThat(answer(body, signed(EVENT)).status()).isEqualTo(413);
    assertThat(answer(body.substring(0, 4_500_000), signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void anArrayNeedsTheToken() throws Exception {
    String array = "[" + EVENT + "," + EVENT.replace("A", "B") + "]";

    assertThat(answer(array, signed(EVENT)).status()).isEqualTo(423);
    assertThat(answer(array, withToken(signed(EVENT), TOKEN))).isEqualTo(new Answer.Safe(2, 0));
  }

  @Test
  void anEventAppendedToACapturedBatchIsRefused() throws Exception {
    String captured = "[" + EVENT + "]";

    assertThat(answer(captured, signed(EVENT)).status()).isEqualTo(200);
    assertThat(answer("[" + EVENT + ",{\"type\":\"identify\"}]", signed(EVENT)).status())
        .isEqualTo(423);
    assertThat(events.kept()).hasSize(1);
  }

  @Test
  void theTokenAloneSuffices() throws Exception {
    assertThat(answer(EVENT, withToken(Map.of(), TOKEN)).status()).isEqualTo(200);
    assertThat(answer("[]", withToken(Map.of(), TOKEN))).isEqualTo(new Answer.Safe(0, 0));
  }

  @Test
  void everyProofThatIsCarriedMustBeRight() throws Exception {
    assertThat(answer(EVENT, withToken(signed(EVENT), "wrong")).status()).isEqualTo(423);
    assertThat(answer(EVENT, withToken(Map.of("X-Signature", "0".repeat(40)), TOKEN)).status())
        .isEqualTo(423);
    assertThat(answer("[" + EVENT + "]", signed("[" + EVENT + "]")).status()).isEqualTo(423);
    assertThat(answer(EVENT, withToken(Map.of(), "")).status()).isEqualTo(423);
    assertThat(events.kept()).isEmpty();
  }

  @Test
  void aWrongProofRingsAndAStrangerDoesNot() throws Exception {
    answer(EVENT, Map.of("X-Signature", "0".repeat(40)));
    answer(EVENT, Map.of("User-Agent", "Segment (Actions)"));
    answer(EVENT, Map.of("User-Agent", "curl/8"));
    answer(EVENT, Map.of());

    assertThat(tally.of("SignatureRejected")).isEqualTo(2);
    assertThat(tally.of("Unsigned")).isEqualTo(2);
  }

  @Test
  void theFormIsCheckedBeforeTheProof() throws Exception {
    assertThat(answer("nonsense", Map.of()).status()).isEqualTo(400);
    assertThat(answer("[" + "1,".repeat(4_000) + "1]", Map.of()).status()).isEqualTo(413);
    assertThat(answer(EVENT, Map.of()).status()).isEqualTo(423);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "REPLACE_ME",
        "plain",
        "{}",
        "{\"current\":\"\"}",
        "{\"current\":\"REPLACE_ME\"}",
        "{\"current\":7}",
        "[]"
      })
  void withoutASecretNothingIsDecided(String stored) throws Exception {
    signature = stored;

    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(503);
    assertThat(answer("nonsense", Map.of()).status()).isEqualTo(503);

    signature = current(SIGNATURE);
    clock.sleep(Duration.ofSeconds(2));
    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aSecretsTrailingLineBreakIsNoPartOfIt() throws Exception {
    token = "{\"current\":\"" + TOKEN + "\\n\"}\n";

    assertThat(answer(EVENT, withToken(Map.of(), TOKEN)).status()).isEqualTo(200);
  }

  @Test
  void thePreviousSecretIsRightWhileItStandsThere() throws Exception {
    signature = "{\"current\":\"new\",\"previous\":\"" + SIGNATURE + "\"}";
    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(200);
    assertThat(answer(EVENT, Map.of("X-Signature", hmac(EVENT, "new"))).status()).isEqualTo(200);

    signature = current("new");
    clock.sleep(Duration.ofMinutes(6));
    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(423);
  }

  @Test
  void aRotatedSecretIsRightAtOnceAndWrongProofsCannotSpendTheStoresQuota() throws Exception {
    answer(EVENT, signed(EVENT));
    clock.sleep(Duration.ofSeconds(11));
    signature = current("new");

    assertThat(answer(EVENT, Map.of("X-Signature", hmac(EVENT, "new"))).status()).isEqualTo(200);
    int before = fetches;
    for (int i = 0; i < 100; i++) {
      assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(423);
    }
    assertThat(fetches).isEqualTo(before);
  }

  @Test
  void theLastGoodSecretServesWhileTheStoreIsDown() throws Exception {
    answer(EVENT, signed(EVENT));
    isStoreDown = true;
    clock.sleep(Duration.ofHours(3));

    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aStoreThatNeverAnsweredMeansSendAgain() throws Exception {
    isStoreDown = true;

    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(503);
  }

  @Test
  void aBrokenElementIsParkedAndTheOthersGoOn() throws Exception {
    String array = "[" + EVENT + ",7," + EVENT.replace("A", "B") + "]";

    assertThat(answer(array, withToken(Map.of(), TOKEN))).isEqualTo(new Answer.Safe(2, 1));
    assertThat(events.kept()).hasSize(2);
    assertThat(rejected.kept()).extracting(QueuedEvent::body).containsExactly("7");
    assertThat(tally.of("Parked.invalid_event")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"delete\",\"userId\":\"u\"}",
        "{\"type\":\"track\",\"type\":\"identify\"}",
        "{\"type\":\"nonsense\"}"
      })
  void whatOnlyTheTranslationCanTellIsAccepted(String event) throws Exception {
    assertThat(answer(event, signed(event))).isEqualTo(new Answer.Safe(1, 0));
  }

  @Test
  void whatSqsRefusesForGoodIsParked() throws Exception {
    events = new ScriptedQueue(clock, Duration.ZERO, (_, _) -> Sent.REFUSED);

    assertThat(answer(EVENT, signed(EVENT))).isEqualTo(new Answer.Safe(0, 1));
    assertThat(rejected.kept()).hasSize(1);
  }

  @Test
  void nothingIsCalledSafeThatSqsDidNotConfirm() throws Exception {
    events = new ScriptedQueue(clock, Duration.ofMillis(15), (_, _) -> Sent.FAILED);

    assertThat(answer(EVENT, signed(EVENT)).status()).isEqualTo(503);
  }

  @Test
  void theDeadlineCountsFromWhenApiGatewayTookTheRequest() throws Exception {
    events = new ScriptedQueue(clock, Duration.ofMillis(100), (_, _) -> Sent.FAILED);
    Instant start = clock.now();

    ingest().answer(request("POST", EVENT, signed(EVENT), start.minusMillis(3_000)));
    assertThat(Duration.between(start, clock.now()))
        .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_600));

    Instant next = clock.now();
    ingest().answer(request("POST", EVENT, signed(EVENT), next.plusSeconds(3_600)));
    assertThat(Duration.between(next, clock.now()))
        .isBetween(Duration.ofMillis(3_500), Duration.ofMillis(3_600));
  }

  @Test
  void aMessageTellsWhatToDoAndQuotesNothing() throws Exception {
    assertThat(answer("{\"phone\":+1212", Map.of()).body())
        .startsWith("{\"message\":\"")
        .doesNotContain("1212");
    assertThat(answer(EVENT, Map.of()).body()).contains("X-Bridge-Token");
  }

  private Answer answer(String body, Map<String, String> headers) throws Exception {
    return answer("POST", body, headers);
  }

  private Answer answer(String method, String body, Map<String, String> headers) throws Exception {
    return ingest().answer(request(method, body, headers, clock.now()));
  }

  private Ingest ingest() {
    if (ingest == null) {
      ingest =
          new Ingest(
              clock,
              source(() -> signature),
              source(() -> token),
              list -> events.send(list),
              rejected,
              tally);
    }
    return ingest;
  }

  private SecretSource source(Supplier<String> stored) {
    return _ -> {
      fetches++;
      if (isStoreDown) {
        throw new SecretUnavailableException("down");
      }
      return new Secret(stored.get());
    };
  }

  private static WebhookRequest request(
      String method, String body, Map<String, String> headers, Instant acceptedAt) {
    return new WebhookRequest(method, headers, body.getBytes(UTF_8), acceptedAt);
  }

  private static Map<String, String> signed(String event) {
    return Map.of("X-Signature", hmac(event, SIGNATURE));
  }

  private static Map<String, String> withToken(Map<String, String> headers, String token) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-bridge-token", token);
    return all;
  }

  private static String current(String secret) {
    return "{\"current\":\"" + secret + "\"}";
  }

  private static String hmac(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
