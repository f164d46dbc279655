package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import bridge.emulator.SegmentSigner;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTelemetry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Ingest with scripted queues, a store of secrets that can be changed or be down, and a clock.
final class IngestFixture {
  static final String EVENT = "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\"}";
  static final String SIGNATURE = "signature-secret";
  static final String TOKEN = "the-bridge-token";

  final FakePlatform clock = new FakePlatform();
  final FakeTelemetry telemetry = new FakeTelemetry();
  final FakeQueue deadLetterQueue = new FakeQueue();
  final FakeQueue bulk = new FakeQueue();
  final FakeQueue events = new FakeQueue();
  final FakeSecret signature = new FakeSecret(current(SIGNATURE));
  final FakeSecret token = new FakeSecret(current(TOKEN));
  final Ingest ingest =
      new Ingest(
          clock, signature, token, new IngestQueues(events, bulk, deadLetterQueue), telemetry);

  void setStoreDown() {
    signature.setDown(true);
    token.setDown(true);
  }

  int fetches() {
    return signature.fetches() + token.fetches();
  }

  WebhookResponse send(String body, Map<String, String> headers) throws Exception {
    return send("POST", body, headers);
  }

  WebhookResponse send(byte[] body, Map<String, String> headers) throws Exception {
    return print(ingest.handle(new WebhookRequest("POST", headers, body, clock.now())));
  }

  WebhookResponse send(String method, String body, Map<String, String> headers) throws Exception {
    return print(ingest.handle(request(method, body, headers, clock.now())));
  }

  /// For the search of all output.
  private static WebhookResponse print(WebhookResponse webhookResponse) {
    System.out.println("answered " + webhookResponse.status() + " " + webhookResponse.body());
    return webhookResponse;
  }

  static WebhookRequest request(
      String method, String body, Map<String, String> headers, Instant acceptedAt) {
    return new WebhookRequest(method, headers, body.getBytes(UTF_8), acceptedAt);
  }

  static Map<String, String> signed(String event) {
    return Map.of("X-Signature", SegmentSigner.sign(event, SIGNATURE));
  }

  static Map<String, String> withToken(Map<String, String> headers, String token) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("x-bridge-token", token);
    return all;
  }

  static String current(String secret) {
    return "{\"current\":\"" + secret + "\"}";
  }
}
