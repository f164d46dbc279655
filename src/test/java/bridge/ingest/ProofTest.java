package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may post: signature, token, and the secrets behind them.
class ProofTest {
  private static final String EVENT = Webhook.EVENT;

  private final Webhook webhook = new Webhook();

  @Test
  void anArrayNeedsTheToken() throws Exception {
    String array = "[" + EVENT + "," + EVENT.replace("A", "B") + "]";

    assertThat(webhook.answer(array, Webhook.signed(EVENT)).status()).isEqualTo(423);
    assertThat(webhook.answer(array, Webhook.withToken(Webhook.signed(EVENT), Webhook.TOKEN)))
        .isEqualTo(new Answer.Safe(2, 0));
  }

  @Test
  void anEventAppendedToACapturedBatchIsRefused() throws Exception {
    String captured = "[" + EVENT + "]";

    assertThat(webhook.answer(captured, Webhook.signed(EVENT)).status()).isEqualTo(200);
    assertThat(
            webhook
                .answer("[" + EVENT + ",{\"type\":\"identify\"}]", Webhook.signed(EVENT))
                .status())
        .isEqualTo(423);
    assertThat(webhook.events.kept()).hasSize(1);
  }

  @Test
  void theTokenAloneSuffices() throws Exception {
    assertThat(webhook.answer(EVENT, Webhook.withToken(Map.of(), Webhook.TOKEN)).status())
        .isEqualTo(200);
    assertThat(webhook.answer("[]", Webhook.withToken(Map.of(), Webhook.TOKEN)))
        .isEqualTo(new Answer.Safe(0, 0));
  }

  @Test
  void everyProofThatIsCarriedMustBeRight() throws Exception {
    assertThat(webhook.answer(EVENT, Webhook.withToken(Webhook.signed(EVENT), "wrong")).status())
        .isEqualTo(423);
    assertThat(
            webhook
                .answer(
                    EVENT, Webhook.withToken(Map.of("X-Signature", "0".repeat(40)), Webhook.TOKEN))
                .status())
        .isEqualTo(423);
    assertThat(webhook.answer("[" + EVENT + "]", Webhook.signed("[" + EVENT + "]")).status())
        .isEqualTo(423);
    assertThat(webhook.answer(EVENT, Webhook.withToken(Map.of(), "")).status()).isEqualTo(423);
    assertThat(webhook.events.kept()).isEmpty();
  }

  /// The cut is part of what is proved: a flipped brace or quote moves it.
  @ParameterizedTest
  @ValueSource(strings = {"%s", "[%s,{\"type\":\"track\",\"event\":\"B\"}]"})
  void anyFlippedBitOfTheSignedEventIsRefusedTokenOrNot(String form) throws Exception {
    String sent = form.formatted(EVENT);
    byte[] body = sent.getBytes(UTF_8);
    Map<String, String> headers = Webhook.withToken(Webhook.signed(EVENT), Webhook.TOKEN);
    int start = sent.indexOf(EVENT);

    for (int bit = start * 8; bit < (start + EVENT.length()) * 8; bit++) {
      body[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(webhook.answer(body, headers).status()).as("bit %s", bit).isIn(400, 423);
      body[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    assertThat(webhook.events.kept()).isEmpty();
    assertThat(webhook.answer(body, headers).status()).isEqualTo(200);
  }

  /// A residual risk that the README names: Segment signs the first event only.
  @Test
  void aChangeBehindTheFirstEventOfAnArrayIsAcceptedWithTheToken() throws Exception {
    String array = "[" + EVENT + "," + EVENT.replace("A", "B") + "]";

    assertThat(
            webhook.answer(
                array.replace("B", "C"), Webhook.withToken(Webhook.signed(EVENT), Webhook.TOKEN)))
        .isEqualTo(new Answer.Safe(2, 0));
  }

  @Test
  void aWrongProofRingsAndAStrangerDoesNot() throws Exception {
    webhook.answer(EVENT, Map.of("X-Signature", "0".repeat(40)));
    webhook.answer(EVENT, Map.of("User-Agent", "Segment (Actions)"));
    webhook.answer(EVENT, Map.of("User-Agent", "curl/8"));
    webhook.answer(EVENT, Map.of());

    assertThat(webhook.tally.of("SignatureRejected")).isEqualTo(2);
    assertThat(webhook.tally.of("Unsigned")).isEqualTo(2);
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
    webhook.signature = stored;

    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(503);
    assertThat(webhook.answer("nonsense", Map.of()).status()).isEqualTo(503);

    webhook.signature = Webhook.current(Webhook.SIGNATURE);
    webhook.clock.sleep(Duration.ofSeconds(2));
    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aSecretsTrailingLineBreakIsNoPartOfIt() throws Exception {
    webhook.token = "{\"current\":\"" + Webhook.TOKEN + "\\n\"}\n";

    assertThat(webhook.answer(EVENT, Webhook.withToken(Map.of(), Webhook.TOKEN)).status())
        .isEqualTo(200);
  }

  @Test
  void thePreviousSecretIsRightWhileItStandsThere() throws Exception {
    webhook.signature = "{\"current\":\"new\",\"previous\":\"" + Webhook.SIGNATURE + "\"}";
    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(200);
    assertThat(webhook.answer(EVENT, Map.of("X-Signature", Webhook.hmac(EVENT, "new"))).status())
        .isEqualTo(200);

    webhook.signature = Webhook.current("new");
    webhook.clock.sleep(Duration.ofMinutes(6));
    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(423);
  }

  @Test
  void aRotatedSecretIsRightAtOnceAndWrongProofsCannotSpendTheStoresQuota() throws Exception {
    webhook.answer(EVENT, Webhook.signed(EVENT));
    webhook.clock.sleep(Duration.ofSeconds(11));
    webhook.signature = Webhook.current("new");

    assertThat(webhook.answer(EVENT, Map.of("X-Signature", Webhook.hmac(EVENT, "new"))).status())
        .isEqualTo(200);
    int before = webhook.fetches;
    for (int i = 0; i < 100; i++) {
      assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(423);
    }
    assertThat(webhook.fetches).isEqualTo(before);
  }

  @Test
  void theLastGoodSecretServesWhileTheStoreIsDown() throws Exception {
    webhook.answer(EVENT, Webhook.signed(EVENT));
    webhook.isStoreDown = true;
    webhook.clock.sleep(Duration.ofHours(3));

    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aStoreThatNeverAnsweredMeansSendAgain() throws Exception {
    webhook.isStoreDown = true;

    assertThat(webhook.answer(EVENT, Webhook.signed(EVENT)).status()).isEqualTo(503);
  }
}
