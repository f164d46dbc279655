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

  private final Platform machine;
  private final SegmentSecrets secrets;
  private final EventPublisher handover;
  private final Telemetry report;

  public Ingest(
      Platform machine,
      SecretSource signature,
      SecretSource token,
      FifoQueue events,
      FifoQueue rejected,
      Telemetry report) {
    this(machine, signature, token, events, null, rejected, report);
  }

  /// The same with a lane of its own for Engage's events, null for none.
  public Ingest(
      Platform machine,
      SecretSource signature,
      SecretSource token,
      FifoQueue events,
      @Nullable FifoQueue bulk,
      FifoQueue rejected,
      Telemetry report) {
    this.machine = machine;
    this.secrets = new SegmentSecrets(machine, signature, token);
    this.handover = new EventPublisher(machine, events, bulk, rejected);
    this.report = report;
  }

  /// Checks in design order: method, encoding, size, secrets, form, proof; then sends.
  public WebhookResponse answer(WebhookRequest request) throws InterruptedException {
    Instant start = machine.now();
    WebhookResponse answer = checked(request, start);
    report.add(Metric.ANSWERED, Integer.toString(answer.status()), 1);
    line(answer, Duration.between(start, machine.now()));
    return answer;
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
      report.add(isWorthAnAlarm ? Metric.SIGNATURE_REJECTED : Metric.UNSIGNED, 1);
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
    EventPublisher.Outcome outcome = handover.of(payload.elements(), receivedAt, deadline);
    if (outcome.orderUnsure() > 0) {
      report.add(Metric.ORDER_UNSURE, outcome.orderUnsure());
    }
    if (!outcome.isAllSafe()) {
      return new WebhookResponse.Unavailable(
          "Not every event is safe yet. Send the request again.");
    }
    int accepted = payload.elements().size() - outcome.parked().size();
    report.add(Metric.ACCEPTED, accepted);
    outcome.parked().stream().distinct().forEach(reason -> parked(reason, outcome.parked()));
    return new WebhookResponse.Safe(accepted, outcome.parked().size());
  }

  private void parked(Reason reason, List<Reason> all) {
    int events = Collections.frequency(all, reason);
    report.add(Metric.PARKED, reason.code(), events);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("outcome", "parked");
    fields.put("reason", reason.code());
    fields.put("events", Integer.toString(events));
    report.line("ingest", fields);
  }

  private void line(WebhookResponse answer, Duration took) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("status", Integer.toString(answer.status()));
    if (answer instanceof WebhookResponse.Safe(int accepted, int parked)) {
      fields.put("accepted", Integer.toString(accepted));
      fields.put("parked", Integer.toString(parked));
    }
    fields.put("tookMs", Long.toString(took.toMillis()));
    report.line("ingest", fields);
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
