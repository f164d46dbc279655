package bridge.console;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;

import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.translate.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/// What happened in the local bridge, event by event. The observers of the webhook, of SQS, of the
/// event source mappings, of the Regal emulator and of the functions' log lines write it; the
/// console reads it. Bounded: the oldest events are dropped first.
public final class EventLog {
  private static final int MAX_EVENTS = 20_000;

  /// Of all bodies together, one byte each for most.
  private static final long MAX_CHARS = 64_000_000;

  /// Kept of a request that the webhook did not accept.
  private static final int MAX_REJECTED_BYTES = 65_536;

  /// The reason that redrive reports for a message that SQS itself moved.
  private static final String MOVED_BY_SQS = "too_many_receives";

  private static final String DIED =
      "The invocation died; SQS delivers it again after its visibility timeout";

  private final InstantSource clock;
  private final Duration visibility;
  private final RequestMatcher requestMatcher;
  private final EventHistoryStore histories = new EventHistoryStore(MAX_EVENTS, MAX_CHARS);
  private final EnvironmentStates environmentStates = new EnvironmentStates();
  private final DeliveryGauges deliveryGauges = new DeliveryGauges();
  private long requests;

  /// Rows of the page's list.
  ///
  /// @param version of the last change among them
  /// @param first the number of the oldest event that is kept
  record Changes(List<Json> rows, long version, long first) {}

  /// @param visibility of the events queue
  /// @param translator with the settings of the functions
  public EventLog(InstantSource clock, Duration visibility, Translator translator) {
    this.clock = clock;
    this.visibility = visibility;
    this.requestMatcher = new RequestMatcher(translator);
  }

  /// The webhook received a POST.
  public synchronized WebhookRequestRecord beginRequest(int bytes) {
    requests++;
    return new WebhookRequestRecord(requests, clock.instant(), bytes);
  }

  /// The webhook responded.
  public synchronized void recordResponse(
      WebhookRequestRecord request, int status, String response, byte[] body) {
    request.recordResponse(status, response, clock.instant());
    if (!request.isAccepted()) {
      int kept = Math.min(body.length, MAX_REJECTED_BYTES);
      String text = new String(body, 0, kept, StandardCharsets.UTF_8);
      EventHistory history = histories.add(request.at, new QueuedEvent("", "", text, Map.of()));
      history.request = request;
      history.change(EventState.REJECTED, "http_" + status, response);
      addStep(history, "webhook", request.words());
    }
  }

  /// SQS confirmed a message of the events or the bulk queue, from ingest or redriven.
  public synchronized void recordQueued(
      String queueUrl, QueuedEvent message, String messageId, @Nullable ExecutionScope scope) {
    boolean isKnown = histories.find(messageId) != null;
    EventHistory history = queued(queueUrl, message, messageId);
    if (history.request == null) {
      history.request = WebhookRequestRecord.of(scope);
    } else if (isKnown && !history.messageIds.contains(message.dedupId())) {
      history.duplicates++;
      addStep(history, "queue", "Sent again; SQS dropped the duplicate");
    }
  }

  /// SQS confirmed a message of the dead-letter queue: from dispatch, whose dedup id is the event's
  /// message id, or from ingest.
  public synchronized void recordDeadLetter(
      QueuedEvent message, String messageId, @Nullable ExecutionScope scope) {
    EventHistory history = histories.find(message.dedupId());
    if (history == null) {
      history = histories.find(messageId);
    }
    if (history == null) {
      history = histories.add(clock.instant(), message);
      history.request = WebhookRequestRecord.of(scope);
    }
    histories.addMessageId(history, messageId);
    Map<String, String> attributes = message.attributes();
    String reason = attributes.getOrDefault(MessageAttribute.REASON, MOVED_BY_SQS);
    String status = attributes.get(MessageAttribute.STATUS);
    history.change(EventState.DEAD_LETTERED, reason, status == null ? "" : "http_" + status);
    history.deadLetterId = messageId;
    addStep(history, "outcome", CodeDescriptions.outcome("dead_lettered", reason, ""));
    String note = attributes.get(MessageAttribute.MESSAGE);
    if (note != null) {
      // Regal's own words may quote the event.
      addStep(history, reason.equals("rejected") ? "said" : "note", note);
    }
  }

  /// A batch goes to the dispatch function.
  public synchronized void recordReceived(int environment, String queueUrl, List<Message> batch) {
    List<EventHistory> received = new ArrayList<>();
    for (Message message : batch) {
      EventHistory history = queued(queueUrl, SqsTap.toQueuedEvent(message), message.messageId());
      received.add(history);
      history.translation = requestMatcher.translate(history);
      history.receiptHandle = message.receiptHandle();
      history.environment = environment;
      history.receives =
          Integer.parseInt(message.attributes().getOrDefault(APPROXIMATE_RECEIVE_COUNT, "1"));
      history.change(EventState.IN_FLIGHT, history.reason, history.detail);
      addStep(
          history,
          "taken",
          "Received, receive count %d, a batch of %d, environment %d"
              .formatted(history.receives, batch.size(), environment));
    }
    environmentStates.recordStart(environment, received);
  }

  /// SQS confirmed for how long a message is hidden from now on.
  public synchronized void recordVisibility(String receiptHandle, Duration hidden) {
    for (EventHistory history : environmentStates.batches()) {
      if (history.receiptHandle.equals(receiptHandle) && !history.state.isEnd()) {
        history.due = clock.instant().plus(hidden);
        addStep(history, "delay", "Visible again in " + hidden.toSeconds() + " s");
      }
    }
  }

  /// The function responded.
  ///
  /// @param failures the message ids that it reported as unfinished
  public synchronized void recordResponse(int environment, Set<String> failures) {
    for (EventHistory history : environmentStates.recordEnd(environment)) {
      if (history.environment == environment
          && history.state == EventState.IN_FLIGHT
          && failures.contains(history.messageIds.getLast())) {
        history.state = EventState.RETRYING;
        addStep(history, "outcome", "Behind an earlier event of the same person");
      }
    }
  }

  /// The invocation ended without a response.
  public synchronized void recordCrash(int environment) {
    for (EventHistory history : environmentStates.recordCrash(environment)) {
      if (history.environment == environment && !history.state.isEnd()) {
        history.change(EventState.RETRYING, "died", history.detail);
        history.due = clock.instant().plus(visibility);
        addStep(history, "outcome", DIED);
      }
    }
  }

  /// A function wrote a log line.
  public synchronized void recordLine(
      String text, Map<String, String> fields, @Nullable ExecutionScope scope) {
    if (scope instanceof ExecutionScope.Environment(int number)) {
      environmentStates.recordLine(number, text, fields);
    }
    EventHistory history = histories.find(fields.getOrDefault("messageId", ""));
    if (text.equals("dispatch") && history != null) {
      recordOutcome(history, fields);
    }
  }

  /// A function wrote a line of metrics.
  public synchronized void recordMetrics(String line, @Nullable ExecutionScope scope) {
    if (scope instanceof ExecutionScope.Environment(int number)) {
      environmentStates.recordMetrics(number, line);
    }
  }

  /// The Regal emulator received a POST.
  public synchronized void recordPost(RegalExchange exchange) {
    EventHistory history = RequestMatcher.find(exchange.body(), environmentStates.batches());
    if (history != null) {
      history.attempts++;
      history.lastExchange = exchange;
      addStep(history, new EventHistory.Step(exchange.at(), "regal", "", exchange));
    }
  }

  synchronized Changes changesAfter(long version, int max) {
    List<EventHistory> changed = histories.changesAfter(version, max);
    return new Changes(
        changed.stream().<Json>map(history -> history.row().json()).toList(),
        changed.isEmpty() ? version : changed.getLast().version,
        histories.first());
  }

  /// Null for an event that is not kept.
  synchronized @Nullable EventHistory find(long number) {
    return histories.find(number);
  }

  synchronized List<EventHistory> all() {
    return List.copyOf(histories.all());
  }

  synchronized JsonBuilder detail(EventHistory history) {
    return history.detail();
  }

  synchronized JsonBuilder gauges() {
    Instant now = clock.instant();
    return new JsonBuilder()
        .put("states", histories.counts())
        .put("environments", environmentStates.json())
        .put("delivered", deliveryGauges.seconds(now))
        .put("overtaken", deliveryGauges.overtaken())
        .put("now", now.toString());
  }

  /// The event of a message. It may be received before SQS's confirmation is recorded.
  private EventHistory queued(String queueUrl, QueuedEvent message, String messageId) {
    EventHistory known = histories.find(messageId);
    if (known != null) {
      return known;
    }
    EventHistory deadLettered = histories.find(message.dedupId());
    EventHistory history =
        deadLettered == null ? histories.add(clock.instant(), message) : deadLettered;
    histories.addMessageId(history, messageId);
    history.queueAndGroup = queueUrl + " " + message.group();
    history.queuePosition = histories.nextVersion();
    history.change(EventState.QUEUED, "", "");
    addStep(
        history,
        deadLettered == null ? "queue" : "redrive",
        deadLettered == null ? "SQS has it" : "Redriven to the bulk queue");
    return history;
  }

  private void recordOutcome(EventHistory history, Map<String, String> fields) {
    String outcome = fields.getOrDefault("outcome", "");
    String reason = fields.getOrDefault("reason", "");
    String detail = fields.getOrDefault("detail", "");
    EventState state = EventState.ofOutcome(outcome);
    if (state == EventState.DEAD_LETTERED && state == history.state) {
      return; // the dead letter itself holds more
    }
    if (history.lastExchange == null
        && (outcome.equals("delivered") || CodeDescriptions.wasPosted(reason, detail))) {
      history.attempts++; // Regal is not in this process
    }
    if (state == EventState.DELIVERED) {
      deliveryGauges.recordDelivered(history, histories.all(), clock.instant());
    }
    boolean hasReason = state != EventState.DELIVERED;
    history.change(state, hasReason ? reason : "", hasReason ? detail : "");
    addStep(history, "outcome", CodeDescriptions.outcome(outcome, reason, detail));
  }

  private void addStep(EventHistory history, String kind, String text) {
    addStep(history, new EventHistory.Step(clock.instant(), kind, text, null));
  }

  private void addStep(EventHistory history, EventHistory.Step step) {
    history.addStep(step);
    history.version = histories.nextVersion();
  }
}
