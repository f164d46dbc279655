package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.Reason;
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

/// Step 1: a webhook request is answered 200 only when SQS has confirmed every event of it.
public final class Ingest {
  /// After Base64 decoding.
  public static final int MAX_BODY_BYTES = 4_500_000;

  /// Segment hangs up after 5 s.
  private static final Duration ANSWER_WITHIN = Duration.ofMillis(4_500);

  /// Where API Gateway's clock is absent or off.
  private static final Duration ANSWER_WITHIN_OF_START = Duration.ofMillis(3_500);

  /// A cold start may pass before the handler runs; more than this is another clock.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Platform platform;
  private final SegmentSecrets secrets;
  private final EventPublisher eventPublisher;
  private final Telemetry telemetry;

  public Ingest(
      Platform platform,
      SecretSource signature,
      SecretSource token,
      FifoQueue events,
      FifoQueue rejected,
      Telemetry telemetry) {
    this(platform, signature, token, events, null, rejected, telemetry);
  }

  /// The same with a lane of its own for Engage's events, null for none.
  public Ingest(
      Platform platform,
      SecretSource signature,
      SecretSource token,
      FifoQueue events,
      @Nullable FifoQueue bulk,
      FifoQueue rejected,
      Telemetry telemetry) {
    this.platform = platform;
    this.secrets = new SegmentSecrets(platform, signature, token);
    this.eventPublisher = new EventPublisher(platform, events, bulk, rejected);
    this.telemetry = telemetry;
  }

  /// Checks in design order: method, encoding, size, secrets, form, proof; then sends.
  public WebhookResponse answer(WebhookRequest request) throws InterruptedException {
    Instant start = platform.now();
    WebhookResponse webhookResponse = checked(request, start);
    telemetry.add(Metric.WEBHOOK_RESPONSES, Integer.toString(webhookResponse.status()), 1);
    line(webhookResponse, Duration.between(start, platform.now()));
    return webhookResponse;
  }

  private WebhookResponse checked(WebhookRequest request, Instant start)
      throws InterruptedException {
    WebhookResponse refusal = RequestChecks.refusal(request);
    if (refusal != null) {
      return refusal;
    }
    SegmentSecrets.Pair pair = secrets.current();
    if (pair == null) {
      return new WebhookResponse.Unavailable(
          "The bridge has no secret to check this with yet. Send again; its operator must put"
              + " one.");
    }
    Payload payload;
    try {
      payload = Payload.cut(RequestChecks.body(request));
    } catch (PayloadException e) {
      return new WebhookResponse.Invalid(e.status(), e.advice());
    }
    if (!isProved(request, payload, pair)) {
      boolean isWorthAnAlarm =
          Authentication.isClaimed(request)
              || Authentication.isSegments(request.header("User-Agent"));
      telemetry.add(isWorthAnAlarm ? Metric.SIGNATURE_REJECTED : Metric.UNSIGNED, 1);
      return new WebhookResponse.NotAuthentic();
    }
    return sent(payload, start, deadline(request.acceptedAt(), start));
  }

  private boolean isProved(WebhookRequest request, Payload payload, SegmentSecrets.Pair pair) {
    if (Authentication.isProved(request, payload, pair)) {
      return true;
    }
    SegmentSecrets.Pair fresh = Authentication.isClaimed(request) ? secrets.afterMismatch() : null;
    return fresh != null && Authentication.isProved(request, payload, fresh);
  }

  private WebhookResponse sent(Payload payload, Instant receivedAt, Instant deadline)
      throws InterruptedException {
    EventPublisher.Outcome outcome = eventPublisher.of(payload.elements(), receivedAt, deadline);
    if (outcome.orderUnsure() > 0) {
      telemetry.add(Metric.ORDER_UNSURE, outcome.orderUnsure());
    }
    if (!outcome.isAllSafe()) {
      return new WebhookResponse.Unavailable(
          "Not every event is safe yet. Send the request again.");
    }
    int accepted = payload.elements().size() - outcome.parked().size();
    telemetry.add(Metric.ACCEPTED, accepted);
    outcome.parked().stream().distinct().forEach(reason -> parked(reason, outcome.parked()));
    return new WebhookResponse.Safe(accepted, outcome.parked().size());
  }

  private void parked(Reason reason, List<Reason> all) {
    int events = Collections.frequency(all, reason);
    telemetry.add(Metric.DEAD_LETTERED, reason.code(), events);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("outcome", "dead_lettered");
    fields.put("reason", reason.code());
    fields.put("events", Integer.toString(events));
    telemetry.line("ingest", fields);
  }

  private void line(WebhookResponse webhookResponse, Duration took) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("status", Integer.toString(webhookResponse.status()));
    if (webhookResponse instanceof WebhookResponse.Safe(int accepted, int parked)) {
      fields.put("accepted", Integer.toString(accepted));
      fields.put("deadLettered", Integer.toString(parked));
    }
    fields.put("tookMs", Long.toString(took.toMillis()));
    telemetry.line("ingest", fields);
  }

  private static Instant deadline(@Nullable Instant acceptedAt, Instant start) {
    if (acceptedAt == null
        || acceptedAt.isAfter(start.plusSeconds(1))
        || acceptedAt.plus(LONGEST_WAIT).isBefore(start)) {
      return start.plus(ANSWER_WITHIN_OF_START);
    }
    return acceptedAt.plus(ANSWER_WITHIN);
  }
}
