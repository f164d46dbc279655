package bridge.bench;

import bridge.emulator.SegmentSigner;
import bridge.json.Json;
import bridge.json.JsonWriter;
import java.util.LinkedHashMap;
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
    Map<String, Json> headers = new LinkedHashMap<>();
    headers.put("content-type", new Json.Text("application/json"));
    headers.put("user-agent", new Json.Text("Segment (Actions)"));
    headers.put("x-signature", new Json.Text(signature(events)));
    headers.put("x-bridge-token", new Json.Text(BackingServices.TOKEN));
    Map<String, Json> http = new LinkedHashMap<>();
    http.put("method", new Json.Text("POST"));
    http.put("path", new Json.Text("/segment"));
    Map<String, Json> context = new LinkedHashMap<>();
    context.put("http", new Json.Obj(http));
    context.put("timeEpoch", new Json.Num(Long.toString(System.currentTimeMillis())));
    Map<String, Json> event = new LinkedHashMap<>();
    event.put("version", new Json.Text("2.0"));
    event.put("routeKey", new Json.Text("ANY /segment"));
    event.put("headers", new Json.Obj(headers));
    event.put("requestContext", new Json.Obj(context));
    event.put("body", new Json.Text(body(events)));
    event.put("isBase64Encoded", new Json.Bool(false));
    return JsonWriter.utf8(new Json.Obj(event));
  }
}
