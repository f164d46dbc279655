package bridge.bench;

import bridge.emulator.ApiGatewayEventJson;
import bridge.emulator.SegmentSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Requests as Segment sends them, and as API Gateway hands them to the function (payload 2.0).
final class Webhooks {
  private Webhooks() {}

  /// The body: the event itself where there is one, else an array.
  static String body(List<String> events) {
    return events.size() == 1 ? events.getFirst() : SampleEvents.array(events);
  }

  /// Segment's X-Signature: over the first event alone.
  static String signature(List<String> events) {
    return SegmentSigner.sign(events.getFirst(), BackingServices.SECRET);
  }

  static byte[] lambdaEvent(List<String> events) {
    Map<String, String> headers =
        Map.of(
            "content-type",
            "application/json",
            "user-agent",
            "Segment (Actions)",
            "x-signature",
            signature(events),
            "x-bridge-token",
            BackingServices.TOKEN);
    return ApiGatewayEventJson.toEvent(
        "POST", headers, body(events).getBytes(StandardCharsets.UTF_8));
  }
}
