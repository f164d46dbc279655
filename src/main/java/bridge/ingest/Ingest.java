package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.Reason;
import bridge.secret.CachedSecret;
import bridge.secret.SecretSource;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Step 1, from a webhook request to SQS. The response is 200 only if SQS has confirmed every
/// event.
public final class Ingest {
  /// After Base64 decoding.
  public static final int MAX_BODY_BYTES = 4_500_000;

  /// Segment's timeout is 5 s.
  private static final Duration RESPOND_WITHIN = Duration.ofMillis(4_500);

  /// Used if API Gateway's time is missing or implausible.
  private static final Duration RESPOND_WITHIN_OF_START = Duration.ofMillis(3_500);

  /// The longest plausible wait for a cold start. A larger difference means that the clocks
  /// disagree.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final CachedSecret<SegmentSecrets> secrets;
  private final IngestQueues queues;
  private final Telemetry telemetry;

  public Ingest(
      Platform platform,
      SecretSource signature,
      SecretSource token,
      IngestQueues queues,
      Telemetry telemetry) {
    this.platform = platform;
    this.secrets = SegmentSecrets.cached(signature, token, platform);
    this.queues = queues;
    this.telemetry = telemetry;
  }

  /// Checks method, encoding, size, secrets and authenticity, in this order. Only then is the body
  /// read, and its events are published.
  public WebhookResponse handle(WebhookRequest request) throws InterruptedException {
    Instant start = platform.now();
    WebhookResponse response = check(request, start);
    telemetry.count(Metric.WEBHOOK_RESPONSES, Integer.toString(response.status()), 1);
    log(response, Duration.between(start, platform.now()));
    return response;
  }

  private WebhookResponse check(WebhookRequest request, Instant start) throws InterruptedException {
    WebhookResponse refusal = RequestChecks.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    SegmentSecrets current = secrets.current();
    if (current == null) {
      return new WebhookResponse.Unavailable(
          "The bridge has no secret to check this with yet. Send again; its operator must put"
              + " one.");
    }
    byte[] body = RequestChecks.body(request);
    try {
      FirstElement first = FirstElement.of(body);
      if (!isAuthentic(request, body, first, current)) {
        boolean isWorthAnAlarm =
            Authentication.hasProof(request)
                || Authentication.isSegmentUserAgent(request.header("User-Agent"));
        telemetry.count(isWorthAnAlarm ? Metric.SIGNATURE_REJECTED : Metric.UNSIGNED, 1);
        return new WebhookResponse.Unauthenticated();
      }
      IngestQueues target = Authentication.asksForBulk(request) ? queues.bulkOnly() : queues;
      Instant deadline = deadline(request.acceptedAt(), start);
      return publish(Payload.split(body), target, start, deadline);
    } catch (PayloadException e) {
      return new WebhookResponse.BadRequest(e.status(), e.advice());
    }
  }

  private boolean isAuthentic(
      WebhookRequest request, byte[] body, FirstElement first, SegmentSecrets current) {
    if (Authentication.isAuthentic(request, body, first, current)) {
      return true;
    }
    SegmentSecrets fresh =
        Authentication.hasProof(request) ? secrets.afterRejection(current) : null;
    return fresh != null
        && !fresh.equals(current)
        && Authentication.isAuthentic(request, body, first, fresh);
  }

  private WebhookResponse publish(
      Payload payload, IngestQueues target, Instant receivedAt, Instant deadline)
      throws InterruptedException {
    EventPublisher.Outcome outcome =
        new EventPublisher(platform, target).publish(payload.events(), receivedAt, deadline);
    if (outcome.orderUnsure() > 0) {
      telemetry.count(Metric.ORDER_UNSURE, outcome.orderUnsure());
    }
    if (!outcome.isAllSafe()) {
      String missing = target.missingQueue();
      return new WebhookResponse.Unavailable(
          missing == null
              ? "Not every event is safe yet. Send the request again."
              : "The queue " + missing + " does not exist. Create it, then send again.");
    }
    int accepted = payload.events().size() - outcome.deadLettered().size();
    telemetry.count(Metric.ACCEPTED, accepted);
    outcome.deadLettered().stream()
        .distinct()
        .forEach(reason -> recordDeadLetters(reason, outcome.deadLettered()));
    return new WebhookResponse.Accepted(accepted, outcome.deadLettered().size());
  }

  private void recordDeadLetters(Reason reason, List<Reason> all) {
    int events = Collections.frequency(all, reason);
    telemetry.count(Metric.DEAD_LETTERED, reason.code(), events);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("outcome", "dead_lettered");
    fields.put("reason", reason.code());
    fields.put("events", Integer.toString(events));
    telemetry.log("ingest", fields);
  }

  private void log(WebhookResponse response, Duration took) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("status", Integer.toString(response.status()));
    if (response instanceof WebhookResponse.Accepted(int accepted, int deadLettered)) {
      fields.put("accepted", Integer.toString(accepted));
      fields.put("deadLettered", Integer.toString(deadLettered));
    }
    fields.put("tookMs", Long.toString(took.toMillis()));
    telemetry.log("ingest", fields);
  }

  private static Instant deadline(@Nullable Instant acceptedAt, Instant start) {
    if (acceptedAt == null
        || acceptedAt.isAfter(start)
        || acceptedAt.plus(LONGEST_WAIT).isBefore(start)) {
      return start.plus(RESPOND_WITHIN_OF_START);
    }
    return acceptedAt.plus(RESPOND_WITHIN);
  }
}
