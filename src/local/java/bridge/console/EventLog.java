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

/// What the local bridge was seen to do, event by event, told by those who did it: the webhook,
/// what the functions asked of SQS, the poller, Regal's stand-in and the functions' own log lines.
/// It decides nothing. It keeps [EventHistoryStore#MAX_EVENTS] events at most; the oldest go first.
public final class EventLog {
  /// Of a request that the webhook did not take.
  private static final int REFUSED_BYTES = 65_536;

  private final InstantSource clock;
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final EventHistoryStore eventHistoryStore = new EventHistoryStore();
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
  public synchronized ExecutionScope.Request began(int bytes) {
    requests++;
    eventHistoryStore.intake(new WebhookRequestRecord(requests, clock.instant(), bytes));
    return new ExecutionScope.Request(requests);
  }

  /// The webhook has answered it.
  ///
  /// @param answer the status and the body, as one text
  public synchronized void answered(
      ExecutionScope.Request request, int status, String answer, byte[] body) {
    WebhookRequestRecord webhookRequestRecord = eventHistoryStore.intake(request.number());
    if (webhookRequestRecord == null) {
      return;
    }
    webhookRequestRecord.answered(status + " " + answer);
    if (status != 200) {
      int kept = Math.min(body.length, REFUSED_BYTES);
      String text = new String(body, 0, kept, StandardCharsets.UTF_8);
      EventHistory eventHistory =
          eventHistoryStore.add(webhookRequestRecord.at, text, Map.of(), "");
      eventHistory.webhookRequestRecord = webhookRequestRecord;
      eventHistory.eventState = EventState.REFUSED;
      eventHistory.reason = "http_" + status;
      eventHistory.detail = answer;
      eventHistory.step(webhookRequestRecord.at, "webhook", webhookRequestRecord.words());
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// SQS has confirmed a message of one of the lanes: from ingest, or sent back by replay.
  ///
  /// @param lane the URL of its queue
  public synchronized void queued(
      String lane, QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory eventHistory = eventHistoryStore.of(messageId);
    EventHistory parked = eventHistoryStore.of(message.dedupId());
    if (parked != null) {
      sentBack(parked, lane, messageId);
    } else if (eventHistory == null) {
      eventHistory =
          eventHistoryStore.add(
              clock.instant(), message.body(), message.attributes(), message.group());
      onLane(eventHistory, lane, messageId);
      came(eventHistory, by);
    } else if (eventHistory.webhookRequestRecord == null) {
      came(eventHistory, by); // it was handed out before this was told
    } else {
      eventHistory.repeats++;
      eventHistory.step(clock.instant(), "queue", "Came again; SQS knew it and dropped the repeat");
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// SQS has confirmed a message of the rejected queue: from dispatch, whose dedup id is the
  /// event's message id, or from ingest.
  public synchronized void parked(
      QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory eventHistory = eventHistoryStore.of(message.dedupId());
    if (eventHistory == null) {
      eventHistory = eventHistoryStore.of(messageId);
    }
    if (eventHistory == null) {
      eventHistory =
          eventHistoryStore.add(
              clock.instant(), message.body(), message.attributes(), message.group());
      came(eventHistory, by);
    }
    eventHistoryStore.name(eventHistory, messageId);
    eventHistory.parkedId = messageId;
    eventHistoryStore.order().left(eventHistory);
    DeadLetterNote.tell(eventHistory, message.attributes(), clock.instant());
    eventHistoryStore.changed(eventHistory);
  }

  /// The poller hands messages to the function.
  public synchronized void handedOut(int environment, List<ReceivedMessage> messages) {
    Instant now = clock.instant();
    environmentStates.began(environment);
    for (ReceivedMessage message : messages) {
      EventHistory eventHistory = eventHistoryStore.of(message.messageId());
      EventHistory parked = eventHistoryStore.of(message.dedupId());
      if (eventHistory == null && parked != null) {
        sentBack(parked, message.lane(), message.messageId());
        eventHistory = parked;
      } else if (eventHistory == null) {
        eventHistory =
            eventHistoryStore.add(now, message.body(), message.attributes(), message.group());
        onLane(eventHistory, message.lane(), message.messageId());
      }
      eventHistory.receives = message.receiveCount();
      eventHistory.eventState = EventState.IN_FLIGHT;
      eventHistory.due = null;
      eventHistory.request = request(eventHistory);
      eventHistoryStore.handedOut(eventHistory, message.receiptHandle());
      eventHistory.step(
          now,
          "taken",
          "Handed out, receive "
              + message.receiveCount()
              + ", a batch of "
              + messages.size()
              + ", environment "
              + environment);
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// SQS has confirmed how long a message stays hidden from now on.
  public synchronized void delayed(String receiptHandle, Duration hidden) {
    EventHistory eventHistory = eventHistoryStore.ofReceipt(receiptHandle);
    if (eventHistory != null && !eventHistory.eventState.isEnd()) {
      Instant now = clock.instant();
      eventHistory.due = now.plus(hidden);
      eventHistory.step(now, "delay", "To be handed out again in " + hidden.toSeconds() + " s");
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// The function has answered for its batch.
  ///
  /// @param kept of the batch, what it reported as unfinished
  public synchronized void answered(
      int environment, List<ReceivedMessage> batch, Set<String> kept) {
    environmentStates.ended(environment);
    for (ReceivedMessage message : batch) {
      EventHistory eventHistory = eventHistoryStore.ofReceipt(message.receiptHandle());
      if (eventHistory != null) {
        eventHistoryStore.answered(eventHistory);
        if (kept.contains(message.messageId()) && eventHistory.eventState == EventState.IN_FLIGHT) {
          wait(eventHistory, "Behind an earlier event of the same person");
        }
        eventHistoryStore.changed(eventHistory);
      }
    }
  }

  /// The invocation is gone without an answer.
  public synchronized void died(int environment, List<ReceivedMessage> batch) {
    environmentStates.died(environment);
    for (ReceivedMessage message : batch) {
      EventHistory eventHistory = eventHistoryStore.ofReceipt(message.receiptHandle());
      if (eventHistory != null && !eventHistory.eventState.isEnd()) {
        eventHistoryStore.answered(eventHistory);
        eventHistory.due = clock.instant().plus(visibility);
        eventHistory.reason = "died";
        wait(eventHistory, "The invocation died; SQS hands it out again after its visibility");
        eventHistoryStore.changed(eventHistory);
      }
    }
  }

  /// One of the functions' own log lines.
  public synchronized void line(
      String what, Map<String, String> fields, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      switch (what) {
        case "breaker_open" -> environmentStates.breaker(number, fields.getOrDefault("cause", ""));
        case "breaker_closed" -> environmentStates.breaker(number, null);
        default -> {}
      }
    }
    EventHistory eventHistory = eventHistoryStore.of(fields.getOrDefault("messageId", ""));
    if (what.equals("dispatch") && eventHistory != null) {
      OutcomeLogLine.tell(eventHistory, fields, clock.instant());
      if (eventHistory.eventState == EventState.DELIVERED) {
        delivered.count(clock.instant());
        eventHistoryStore.order().delivered(eventHistory);
      } else if (eventHistory.eventState.isEnd()) {
        eventHistoryStore.order().left(eventHistory);
      }
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// A line of metrics as CloudWatch would read it.
  public synchronized void metrics(String line, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      environmentStates.metrics(number, line);
    }
  }

  /// Regal's stand-in got a POST. The event that it carries is the first in flight of which the
  /// translator makes exactly this body, else the most like.
  public synchronized void posted(RegalExchange regalExchange) {
    EventHistory eventHistory = eventHistoryStore.onItsWay(regalExchange.body());
    if (eventHistory != null) {
      eventHistory.attempts++;
      eventHistory.lastExchange = regalExchange;
      eventHistory.step(regalExchange.at(), "regal", regalExchange.words());
      eventHistoryStore.changed(eventHistory);
    }
  }

  /// Reads what is kept; nothing changes meanwhile.
  synchronized <T extends @Nullable Object> T read(Function<EventLogView, T> reader) {
    return reader.apply(
        new EventLogView(eventHistoryStore, environmentStates, delivered, clock.instant()));
  }

  private void onLane(EventHistory eventHistory, String lane, String messageId) {
    eventHistoryStore.name(eventHistory, messageId);
    eventHistoryStore.order().queued(eventHistory, lane);
  }

  private void came(EventHistory eventHistory, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Request(long number)) {
      eventHistory.webhookRequestRecord = eventHistoryStore.intake(number);
    }
    if (!eventHistory.messageIds.isEmpty() && eventHistory.parkedId == null) {
      eventHistory.step(clock.instant(), "queue", "SQS has it");
    }
    eventHistoryStore.changed(eventHistory);
  }

  private void sentBack(EventHistory eventHistory, String lane, String messageId) {
    if (eventHistory.messageIds.contains(messageId)) {
      return;
    }
    onLane(eventHistory, lane, messageId);
    eventHistory.parkedId = null;
    eventHistory.eventState = EventState.QUEUED;
    eventHistory.reason = "";
    eventHistory.detail = "";
    eventHistory.step(clock.instant(), "redrive", "Sent back to the queue");
    eventHistoryStore.changed(eventHistory);
  }

  private void wait(EventHistory eventHistory, String text) {
    eventHistory.eventState = EventState.WAITING;
    eventHistory.step(clock.instant(), "outcome", text);
  }

  private @Nullable String request(EventHistory eventHistory) {
    if (eventHistory.isBase64()) {
      return null;
    }
    return translator.translate(eventHistory.body, eventHistory.arrival())
            instanceof Translation.Send send
        ? send.request().json()
        : null;
  }
}
