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
  private final EventHistoryStore shelf = new EventHistoryStore();
  private final EnvironmentStates environments = new EnvironmentStates();
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
    shelf.intake(new WebhookRequestRecord(requests, clock.instant(), bytes));
    return new ExecutionScope.Request(requests);
  }

  /// The webhook has answered it.
  ///
  /// @param answer the status and the body, as one text
  public synchronized void answered(
      ExecutionScope.Request request, int status, String answer, byte[] body) {
    WebhookRequestRecord intake = shelf.intake(request.number());
    if (intake == null) {
      return;
    }
    intake.answered(status + " " + answer);
    if (status != 200) {
      int kept = Math.min(body.length, REFUSED_BYTES);
      String text = new String(body, 0, kept, StandardCharsets.UTF_8);
      EventHistory story = shelf.add(intake.at, text, Map.of(), "");
      story.intake = intake;
      story.state = EventState.REFUSED;
      story.reason = "http_" + status;
      story.detail = answer;
      story.step(intake.at, "webhook", intake.words());
      shelf.changed(story);
    }
  }

  /// SQS has confirmed a message of one of the lanes: from ingest, or sent back by replay.
  ///
  /// @param lane the URL of its queue
  public synchronized void queued(
      String lane, QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory story = shelf.of(messageId);
    EventHistory parked = shelf.of(message.dedupId());
    if (parked != null) {
      sentBack(parked, lane, messageId);
    } else if (story == null) {
      story = shelf.add(clock.instant(), message.body(), message.attributes(), message.group());
      onLane(story, lane, messageId);
      came(story, by);
    } else if (story.intake == null) {
      came(story, by); // it was handed out before this was told
    } else {
      story.repeats++;
      story.step(clock.instant(), "queue", "Came again; SQS knew it and dropped the repeat");
      shelf.changed(story);
    }
  }

  /// SQS has confirmed a message of the rejected queue: from dispatch, whose dedup id is the
  /// event's message id, or from ingest.
  public synchronized void parked(
      QueuedEvent message, String messageId, @Nullable ExecutionScope by) {
    EventHistory story = shelf.of(message.dedupId());
    if (story == null) {
      story = shelf.of(messageId);
    }
    if (story == null) {
      story = shelf.add(clock.instant(), message.body(), message.attributes(), message.group());
      came(story, by);
    }
    shelf.name(story, messageId);
    story.parkedId = messageId;
    shelf.order().left(story);
    DeadLetterNote.tell(story, message.attributes(), clock.instant());
    shelf.changed(story);
  }

  /// The poller hands messages to the function.
  public synchronized void handedOut(int environment, List<ReceivedMessage> messages) {
    Instant now = clock.instant();
    environments.began(environment);
    for (ReceivedMessage message : messages) {
      EventHistory story = shelf.of(message.messageId());
      EventHistory parked = shelf.of(message.dedupId());
      if (story == null && parked != null) {
        sentBack(parked, message.lane(), message.messageId());
        story = parked;
      } else if (story == null) {
        story = shelf.add(now, message.body(), message.attributes(), message.group());
        onLane(story, message.lane(), message.messageId());
      }
      story.receives = message.receiveCount();
      story.state = EventState.IN_FLIGHT;
      story.due = null;
      story.request = request(story);
      shelf.handedOut(story, message.receiptHandle());
      story.step(
          now,
          "taken",
          "Handed out, receive "
              + message.receiveCount()
              + ", a batch of "
              + messages.size()
              + ", environment "
              + environment);
      shelf.changed(story);
    }
  }

  /// SQS has confirmed how long a message stays hidden from now on.
  public synchronized void delayed(String receiptHandle, Duration hidden) {
    EventHistory story = shelf.ofReceipt(receiptHandle);
    if (story != null && !story.state.isEnd()) {
      Instant now = clock.instant();
      story.due = now.plus(hidden);
      story.step(now, "delay", "To be handed out again in " + hidden.toSeconds() + " s");
      shelf.changed(story);
    }
  }

  /// The function has answered for its batch.
  ///
  /// @param kept of the batch, what it reported as unfinished
  public synchronized void answered(
      int environment, List<ReceivedMessage> batch, Set<String> kept) {
    environments.ended(environment);
    for (ReceivedMessage message : batch) {
      EventHistory story = shelf.ofReceipt(message.receiptHandle());
      if (story != null) {
        shelf.answered(story);
        if (kept.contains(message.messageId()) && story.state == EventState.IN_FLIGHT) {
          wait(story, "Behind an earlier event of the same person");
        }
        shelf.changed(story);
      }
    }
  }

  /// The invocation is gone without an answer.
  public synchronized void died(int environment, List<ReceivedMessage> batch) {
    environments.died(environment);
    for (ReceivedMessage message : batch) {
      EventHistory story = shelf.ofReceipt(message.receiptHandle());
      if (story != null && !story.state.isEnd()) {
        shelf.answered(story);
        story.due = clock.instant().plus(visibility);
        story.reason = "died";
        wait(story, "The invocation died; SQS hands it out again after its visibility");
        shelf.changed(story);
      }
    }
  }

  /// One of the functions' own log lines.
  public synchronized void line(
      String what, Map<String, String> fields, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      switch (what) {
        case "breaker_open" -> environments.breaker(number, fields.getOrDefault("cause", ""));
        case "breaker_closed" -> environments.breaker(number, null);
        default -> {}
      }
    }
    EventHistory story = shelf.of(fields.getOrDefault("messageId", ""));
    if (what.equals("dispatch") && story != null) {
      OutcomeLogLine.tell(story, fields, clock.instant());
      if (story.state == EventState.DELIVERED) {
        delivered.count(clock.instant());
        shelf.order().delivered(story);
      } else if (story.state.isEnd()) {
        shelf.order().left(story);
      }
      shelf.changed(story);
    }
  }

  /// A line of metrics as CloudWatch would read it.
  public synchronized void metrics(String line, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Environment(int number)) {
      environments.metrics(number, line);
    }
  }

  /// Regal's stand-in got a POST. The event that it carries is the first in flight of which the
  /// translator makes exactly this body, else the most like.
  public synchronized void posted(RegalExchange exchange) {
    EventHistory story = shelf.onItsWay(exchange.body());
    if (story != null) {
      story.attempts++;
      story.lastExchange = exchange;
      story.step(exchange.at(), "regal", exchange.words());
      shelf.changed(story);
    }
  }

  /// Reads what is kept; nothing changes meanwhile.
  synchronized <T extends @Nullable Object> T read(Function<EventLogView, T> reader) {
    return reader.apply(new EventLogView(shelf, environments, delivered, clock.instant()));
  }

  private void onLane(EventHistory story, String lane, String messageId) {
    shelf.name(story, messageId);
    shelf.order().queued(story, lane);
  }

  private void came(EventHistory story, @Nullable ExecutionScope by) {
    if (by instanceof ExecutionScope.Request(long number)) {
      story.intake = shelf.intake(number);
    }
    if (!story.messageIds.isEmpty() && story.parkedId == null) {
      story.step(clock.instant(), "queue", "SQS has it");
    }
    shelf.changed(story);
  }

  private void sentBack(EventHistory story, String lane, String messageId) {
    if (story.messageIds.contains(messageId)) {
      return;
    }
    onLane(story, lane, messageId);
    story.parkedId = null;
    story.state = EventState.QUEUED;
    story.reason = "";
    story.detail = "";
    story.step(clock.instant(), "replay", "Sent back to the queue");
    shelf.changed(story);
  }

  private void wait(EventHistory story, String text) {
    story.state = EventState.WAITING;
    story.step(clock.instant(), "outcome", text);
  }

  private @Nullable String request(EventHistory story) {
    if (story.isBase64()) {
      return null;
    }
    return translator.translate(story.body, story.arrival()) instanceof Translation.Send send
        ? send.request().json()
        : null;
  }
}
