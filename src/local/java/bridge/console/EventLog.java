package bridge.console;

import bridge.queue.QueuedEvent;
import bridge.translate.Translation;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the local bridge did, event by event. Its sources are the webhook, the functions' calls of
/// SQS, the event source mapping, the Regal emulator and the functions' own log lines. It decides
/// nothing. It keeps [EventHistoryStore#MAX_EVENTS] events at most; the oldest go first.
public final class EventLog {
  /// Of a request that the webhook did not take.
  private static final int REFUSED_BYTES = 65_536;

  private final InstantSource clock;
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final EventHistoryStore histories = new EventHistoryStore();
  private final EnvironmentStates environmentStates = new EnvironmentStates();
  private final DeliveryRate delivered = new DeliveryRate();
  private final Duration visibility;
  private long requests;

  /// @param visibility of the events queue
  public EventLog(InstantSource clock, Duration visibility) {
    this.clock = clock;
    this.visibility = visibility;
  }

  /// The webhook begins with a POST.
  public synchronized ExecutionScope.Request beginRequest(int bytes) {
    requests++;
    histories.request(new WebhookRequestRecord(requests, clock.instant(), bytes));
    return new ExecutionScope.Request(requests);
  }

  /// The webhook has answered it.
  ///
  /// @param answer the status and the body, as one text
  public synchronized void recordResponse(
      ExecutionScope.Request request, int status, String answer, byte[] body) {
    WebhookRequestRecord webhookRequest = histories.request(request.number());
    if (webhookRequest == null) {
      return;
    }
    webhookRequest.recordResponse(status + " " + answer);
    if (status != 200) {
      int kept = Math.min(body.length, REFUSED_BYTES);
      String text = new String(body, 0, kept, StandardCharsets.UTF_8);
      EventHistory history = histories.add(webhookRequest.at, text, Map.of(), "");
      history.webhookRequest = webhookRequest;
      history.state = EventState.REJECTED;
      history.reason = "http_" + status;
      history.detail = answer;
      history.addStep(webhookRequest.at, "webhook", webhookRequest.words());
      histories.recordChange(history);
    }
  }

  /// SQS has confirmed a message of the events or the bulk queue: from ingest, or redriven.
  ///
  /// @param queue the URL of its queue
  public synchronized void recordQueued(
      String queue, QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory history = histories.of(messageId);
    EventHistory deadLettered = histories.of(message.dedupId());
    if (deadLettered != null) {
      recordRedrive(deadLettered, queue, messageId);
    } else if (history == null) {
      history =
          histories.add(clock.instant(), message.body(), message.attributes(), message.group());
      recordOnQueue(history, queue, messageId);
      link(history, by);
    } else if (history.webhookRequest == null) {
      link(history, by); // it was received before this was recorded
    } else {
      history.duplicates++;
      history.addStep(clock.instant(), "queue", "Sent again; SQS dropped the duplicate");
      histories.recordChange(history);
    }
  }

  /// SQS has confirmed a message of the dead-letter queue: from dispatch, whose dedup id is the
  /// event's message id, or from ingest.
  public synchronized void recordDeadLetter(
      QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory history = histories.of(message.dedupId());
    if (history == null) {
      history = histories.of(messageId);
    }
    if (history == null) {
      history =
          histories.add(clock.instant(), message.body(), message.attributes(), message.group());
      link(history, by);
    }
    histories.index(history, messageId);
    history.deadLetterId = messageId;
    histories.order().recordLeft(history);
    DeadLetterNote.apply(history, message.attributes(), clock.instant());
    histories.recordChange(history);
  }

  /// The poller hands messages to the function.
  public synchronized void recordReceived(int environment, List<ReceivedMessage> messages) {
    Instant now = clock.instant();
    environmentStates.recordStart(environment);
    for (ReceivedMessage message : messages) {
      EventHistory history = histories.of(message.messageId());
      EventHistory deadLettered = histories.of(message.dedupId());
      if (history == null && deadLettered != null) {
        recordRedrive(deadLettered, message.queueUrl(), message.messageId());
        history = deadLettered;
      } else if (history == null) {
        history = histories.add(now, message.body(), message.attributes(), message.group());
        recordOnQueue(history, message.queueUrl(), message.messageId());
      }
      history.receives = message.receiveCount();
      history.state = EventState.IN_FLIGHT;
      history.due = null;
      history.request = request(history);
      histories.recordReceived(history, message.receiptHandle());
      history.addStep(
          now,
          "taken",
          "Received, receive count "
              + message.receiveCount()
              + ", a batch of "
              + messages.size()
              + ", environment "
              + environment);
      histories.recordChange(history);
    }
  }

  /// SQS has confirmed how long a message stays hidden from now on.
  public synchronized void recordVisibility(String receiptHandle, Duration hidden) {
    EventHistory history = histories.ofReceipt(receiptHandle);
    if (history != null && !history.state.isEnd()) {
      Instant now = clock.instant();
      history.due = now.plus(hidden);
      history.addStep(now, "delay", "Visible again in " + hidden.toSeconds() + " s");
      histories.recordChange(history);
    }
  }

  /// The function has answered for its batch.
  ///
  /// @param kept of the batch, what it reported as unfinished
  public synchronized void recordResponse(
      int environment, List<ReceivedMessage> batch, Set<String> kept) {
    environmentStates.recordEnd(environment);
    for (ReceivedMessage message : batch) {
      EventHistory history = histories.ofReceipt(message.receiptHandle());
      if (history != null) {
        histories.recordResponse(history);
        if (kept.contains(message.messageId()) && history.state == EventState.IN_FLIGHT) {
          recordWait(history, "Behind an earlier event of the same person");
        }
        histories.recordChange(history);
      }
    }
  }

  /// The invocation is gone without an answer.
  public synchronized void recordCrash(int environment, List<ReceivedMessage> batch) {
    environmentStates.recordCrash(environment);
    for (ReceivedMessage message : batch) {
      EventHistory history = histories.ofReceipt(message.receiptHandle());
      if (history != null && !history.state.isEnd()) {
        histories.recordResponse(history);
        history.due = clock.instant().plus(visibility);
        history.reason = "died";
        recordWait(
            history, "The invocation died; SQS delivers it again after its visibility timeout");
        histories.recordChange(history);
      }
    }
  }

  /// One of the functions' own log lines.
  public synchronized void recordLine(
      String what, Map<String, String> fields, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      switch (what) {
        case "breaker_open" ->
            environmentStates.recordBreaker(number, fields.getOrDefault("cause", ""));
        case "breaker_closed" -> environmentStates.recordBreaker(number, null);
        default -> {}
      }
    }
    EventHistory history = histories.of(fields.getOrDefault("messageId", ""));
    if (what.equals("dispatch") && history != null) {
      OutcomeLogLine.apply(history, fields, clock.instant());
      if (history.state == EventState.DELIVERED) {
        delivered.count(clock.instant());
        histories.order().recordDelivered(history);
      } else if (history.state.isEnd()) {
        histories.order().recordLeft(history);
      }
      histories.recordChange(history);
    }
  }

  /// A line of metrics as CloudWatch would read it.
  public synchronized void recordMetrics(String line, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      environmentStates.recordMetrics(number, line);
    }
  }

  /// The Regal emulator received a POST. The event that it carries is the first in flight of which
  /// the translator makes exactly this body, else the most like.
  public synchronized void recordPost(RegalExchange exchange) {
    EventHistory history = histories.findInFlight(exchange.body());
    if (history != null) {
      history.attempts++;
      history.lastExchange = exchange;
      history.addStep(exchange.at(), "regal", exchange.words());
      histories.recordChange(history);
    }
  }

  /// Reads what is kept; nothing changes meanwhile.
  synchronized <T extends @Nullable Object> T read(Function<EventLogView, T> reader) {
    return reader.apply(new EventLogView(histories, environmentStates, delivered, clock.instant()));
  }

  private void recordOnQueue(EventHistory history, String queue, String messageId) {
    histories.index(history, messageId);
    histories.order().recordQueued(history, queue);
  }

  private void link(EventHistory history, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Request(long number)) {
      history.webhookRequest = histories.request(number);
    }
    if (!history.messageIds.isEmpty() && history.deadLetterId == null) {
      history.addStep(clock.instant(), "queue", "SQS has it");
    }
    histories.recordChange(history);
  }

  private void recordRedrive(EventHistory history, String queue, String messageId) {
    if (history.messageIds.contains(messageId)) {
      return;
    }
    recordOnQueue(history, queue, messageId);
    history.deadLetterId = null;
    history.state = EventState.QUEUED;
    history.reason = "";
    history.detail = "";
    history.addStep(clock.instant(), "redrive", "Redriven to the bulk queue");
    histories.recordChange(history);
  }

  private void recordWait(EventHistory history, String text) {
    history.state = EventState.RETRYING;
    history.addStep(clock.instant(), "outcome", text);
  }

  private @Nullable String request(EventHistory history) {
    if (history.isBase64()) {
      return null;
    }
    return translator.translate(history.body, history.arrival()) instanceof Translation.Send send
        ? send.request().json()
        : null;
  }
}
