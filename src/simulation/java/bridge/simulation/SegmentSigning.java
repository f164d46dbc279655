package bridge.simulation;

import bridge.emulator.SegmentSigner;
import bridge.ingest.WebhookRequest;
import java.util.HashMap;
import java.util.Map;

/// Segment's proofs: the signature over the only or first event, the token for arrays; with the
/// secrets that Segment uses at that time.
record SegmentSigning(FaultSchedule faultSchedule, Faults faults) {
  WebhookRequest request(byte[] body, SimulatedEvent first, boolean isArray, long now) {
    String secret = faultSchedule.signature().inUse().valueAt(now);
    String token = faultSchedule.token().inUse().valueAt(now);
    if (secret.equals(SecretTimeline.MISTYPED)
        || (isArray && token.equals(SecretTimeline.MISTYPED))) {
      faults.count(Fault.WRONG_SECRET);
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "Segment (Actions)");
    headers.put("x-signature", SegmentSigner.sign(EventText.toUtf8(first), secret));
    if (isArray) {
      headers.put("x-bridge-token", token);
    }
    return new WebhookRequest("POST", headers, body, Scheduler.instant(now));
  }
}
