package bridge.simulation;

import bridge.emulator.SegmentSigner;
import bridge.ingest.WebhookRequest;
import java.util.HashMap;
import java.util.Map;

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
    headers.put(
        "x-signature", SegmentSigner.sign(EventText.toUtf8(first), secret.segmentValue(now)));
    if (isArray) {
      headers.put("x-bridge-token", token.segmentValue(now));
    }
    return new WebhookRequest("POST", headers, body, Scheduler.instant(now));
  }
}
