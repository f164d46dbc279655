package bridge.simulation;

import bridge.ingest.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Segment's proofs: the signature over the only or first event, the token for arrays; with the
/// secrets that Segment uses at that time.
final class SegmentSigning {
  private final SharedSecretTimeline secret;
  private final SharedSecretTimeline token;
  private final Faults faults;

  SegmentSigning(SharedSecretTimeline secret, SharedSecretTimeline token, Faults faults) {
    this.secret = secret;
    this.token = token;
    this.faults = faults;
  }

  WebhookRequest request(byte[] body, SimulatedEvent first, boolean isArray, long now) {
    if (secret.isMistyped(now) || (isArray && token.isMistyped(now))) {
      faults.count(Fault.WRONG_SECRET);
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "Segment (Actions)");
    headers.put("x-signature", hmac(EventText.toUtf8(first), now));
    if (isArray) {
      headers.put("x-bridge-token", token.segmentValue(now));
    }
    return new WebhookRequest("POST", headers, body, Scheduler.instant(now));
  }

  private String hmac(byte[] event, long now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      byte[] key = secret.segmentValue(now).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(event));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA1", e);
    }
  }
}
