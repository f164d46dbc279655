package bridge.bench;

import bridge.emulator.ApiGatewayEventJson;
import bridge.emulator.SegmentSigner;
import bridge.emulator.SqsEventJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Segment events as the functions get them: from API Gateway in a webhook request, from the event
/// source mapping in a batch.
final class LambdaEvents {
  private LambdaEvents() {}

  static byte[] webhook(List<String> events) {
    byte[] body = SampleEvents.body(events).getBytes(StandardCharsets.UTF_8);
    return ApiGatewayEventJson.toEvent("POST", headers(events), body);
  }

  /// The headers of Segment's request; the signature is over the first event alone.
  static Map<String, String> headers(List<String> events) {
    return Map.of(
        "content-type",
        "application/json",
        "user-agent",
        "Segment (Actions)",
        "x-signature",
        SegmentSigner.sign(events.getFirst(), BackingServices.SECRET),
        "x-bridge-token",
        BackingServices.TOKEN);
  }

  /// @param people each event's person in turn
  static byte[] batch(List<String> events, int people) {
    return SqsEventJson.toEvent(
        events, IntStream.range(0, events.size()).mapToObj(i -> "group-" + i % people).toList());
  }
}
