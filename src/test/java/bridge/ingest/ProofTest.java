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
  private static final String EVENT = IngestFixture.EVENT;

  private final IngestFixture webhook = new IngestFixture();

  @Test
  void anArrayNeedsTheToken() throws Exception {
    String array = "[" + EVENT + "," + EVENT.replace("A", "B") + "]";

    assertThat(webhook.answer(array, IngestFixture.signed(EVENT)).status()).isEqualTo(423);
    assertThat(
            webhook.answer(
                array, IngestFixture.withToken(IngestFixture.signed(EVENT), IngestFixture.TOKEN)))
        .isEqualTo(new WebhookResponse.Safe(2, 0));
  }

  @Test
  void anEventAppendedToACapturedBatchIsRefused() throws Exception {
    String captured = "[" + EVENT + "]";

    assertThat(webhook.answer(captured, IngestFixture.signed(EVENT)).status()).isEqualTo(200);
    assertThat(
            webhook
                .answer("[" + EVENT + ",{\"type\":\"identify\"}]", IngestFixture.signed(EVENT))
                .status())
        .isEqualTo(423);
    assertThat(webhook.events.kept()).hasSize(1);
  }

  @Test
  void theTokenAloneSuffices() throws Exception {
    assertThat(
            webhook.answer(EVENT, IngestFixture.withToken(Map.of(), IngestFixture.TOKEN)).status())
        .isEqualTo(200);
    assertThat(webhook.answer("[]", IngestFixture.withToken(Map.of(), IngestFixture.TOKEN)))
        .isEqualTo(new WebhookResponse.Safe(0, 0));
  }

  @Test
  void everyProofThatIsCarriedMustBeRight() throws Exception {
    assertThat(
            webhook
                .answer(EVENT, IngestFixture.withToken(IngestFixture.signed(EVENT), "wrong"))
                .status())
        .isEqualTo(423);
    assertThat(
            webhook
                .answer(
                    EVENT,
                    IngestFixture.withToken(
                        Map.of("X-Signature", "0".repeat(40)), IngestFixture.TOKEN))
                .status())
        .isEqualTo(423);
    assertThat(webhook.answer("[" + EVENT + "]", IngestFixture.signed("[" + EVENT + "]")).status())
        .isEqualTo(423);
    assertThat(webhook.answer(EVENT, IngestFixture.withToken(Map.of(), "")).status())
        .isEqualTo(423);
    assertThat(webhook.events.kept()).isEmpty();
  }

  /// The cut is part of what is proved: a flipped brace or quote moves it.
  @ParameterizedTest
  @ValueSource(strings = {"%s", "[%s,{\"type\":\"track\",\"event\":\"B\"}]"})
  void anyFlippedBitOfTheSignedEventIsRefusedTokenOrNot(String form) throws Exception {
    String sent = form.formatted(EVENT);
    byte[] body = sent.getBytes(UTF_8);
    Map<String, String> headers =
        IngestFixture.withToken(IngestFixture.signed(EVENT), IngestFixture.TOKEN);
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
                array.replace("B", "C"),
                IngestFixture.withToken(IngestFixture.signed(EVENT), IngestFixture.TOKEN)))
        .isEqualTo(new WebhookResponse.Safe(2, 0));
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

    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(503);
    assertThat(webhook.answer("nonsense", Map.of()).status()).isEqualTo(503);

    webhook.signature = IngestFixture.current(IngestFixture.SIGNATURE);
    webhook.clock.sleep(Duration.ofSeconds(2));
    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aSecretsTrailingLineBreakIsNoPartOfIt() throws Exception {
    webhook.token = "{\"current\":\"" + IngestFixture.TOKEN + "\\n\"}\n";

    assertThat(
            webhook.answer(EVENT, IngestFixture.withToken(Map.of(), IngestFixture.TOKEN)).status())
        .isEqualTo(200);
  }

  @Test
  void thePreviousSecretIsRightWhileItStandsThere() throws Exception {
    webhook.signature = "{\"current\":\"new\",\"previous\":\"" + IngestFixture.SIGNATURE + "\"}";
    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(200);
    assertThat(
            webhook.answer(EVENT, Map.of("X-Signature", IngestFixture.hmac(EVENT, "new"))).status())
        .isEqualTo(200);

    webhook.signature = IngestFixture.current("new");
    webhook.clock.sleep(Duration.ofMinutes(6));
    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(423);
  }

  @Test
  void aRotatedSecretIsRightAtOnceAndWrongProofsCannotSpendTheStoresQuota() throws Exception {
    webhook.answer(EVENT, IngestFixture.signed(EVENT));
    webhook.clock.sleep(Duration.ofSeconds(11));
    webhook.signature = IngestFixture.current("new");

    assertThat(
            webhook.answer(EVENT, Map.of("X-Signature", IngestFixture.hmac(EVENT, "new"))).status())
        .isEqualTo(200);
    int before = webhook.fetches;
    for (int i = 0; i < 100; i++) {
      assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(423);
    }
    assertThat(webhook.fetches).isEqualTo(before);
  }

  @Test
  void theLastGoodSecretServesWhileTheStoreIsDown() throws Exception {
    webhook.answer(EVENT, IngestFixture.signed(EVENT));
    webhook.isStoreDown = true;
    webhook.clock.sleep(Duration.ofHours(3));

    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(200);
  }

  @Test
  void aStoreThatNeverAnsweredMeansSendAgain() throws Exception {
    webhook.isStoreDown = true;

    assertThat(webhook.answer(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(503);
  }
}
