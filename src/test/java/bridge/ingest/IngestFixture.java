package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import bridge.emulator.SegmentSigner;
import bridge.fake.FakeTelemetry;
import bridge.fake.ParallelFakePlatform;
import bridge.fake.ScriptedQueue;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ingest with scripted queues, a store of secrets that can be changed or be down, and a clock.
final class IngestFixture {
  static final String EVENT = "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\"}";
  static final String SIGNATURE = "signature-secret";
  static final String TOKEN = "token-secret";

  final ParallelFakePlatform clock = new ParallelFakePlatform();
  final FakeTelemetry telemetry = new FakeTelemetry();
  final ScriptedQueue deadLetterQueue = new ScriptedQueue();
  ScriptedQueue events = new ScriptedQueue();
  String signature = current(SIGNATURE);
  String token = current(TOKEN);
  boolean isStoreDown;
  int fetches;
  private @Nullable Ingest ingest;

  WebhookResponse send(String body, Map<String, String> headers) throws Exception {
    return send("POST", body, headers);
  }

  WebhookResponse send(byte[] body, Map<String, String> headers) throws Exception {
    return print(ingest().handle(new WebhookRequest("POST", headers, body, clock.now())));
  }

  WebhookResponse send(String method, String body, Map<String, String> headers) throws Exception {
    return print(ingest().handle(request(method, body, headers, clock.now())));
  }

  /// For the search of all output.
  private static WebhookResponse print(WebhookResponse webhookResponse) {
    System.out.println("answered " + webhookResponse.status() + " " + webhookResponse.body());
    return webhookResponse;
  }

  Ingest ingest() {
    if (ingest == null) {
      ingest =
          new Ingest(
              clock,
              source(() -> signature),
              source(() -> token),
              IngestQueues.withoutBulk(
                  (list, timeout) -> events.send(list, timeout), deadLetterQueue),
              telemetry);
    }
    return ingest;
  }

  private SecretSource source(Supplier<String> stored) {
    return () -> {
      fetches++;
      if (isStoreDown) {
        throw new SecretUnavailableException("down");
      }
      return new Secret(stored.get());
    };
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
