package bridge.console;

import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.regal.RegalRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What happened to one event, step by step, and its state. For use under [EventLog]'s lock, except
/// what is final.
final class EventHistory {
  /// Steps kept: the first few show the origin, the last ones the state.
  private static final int FIRST_STEPS = 20;

  private static final int MAX_STEPS = 120;

  final long number;
  final Instant at;
  final QueuedEvent message;
  final EventTitle title;

  /// Whether the body is the text of an event: not of a rejected request, which has no group, nor
  /// Base64.
  final boolean isEvent;

  /// In turn, those on the dead-letter queue included.
  final SequencedSet<String> messageIds = new LinkedHashSet<>();

  EventState state = EventState.QUEUED;
  String reason = "";
  String detail = "";

  /// When its message is visible again, null unless it is retried.
  @Nullable Instant due;

  @Nullable String deadLetterId;
  @Nullable WebhookRequestRecord request;

  /// The request to Regal by the event alone, null where none is sent.
  @Nullable RegalRequest translation;

  @Nullable RegalExchange lastExchange;

  /// Of the last receive.
  String receiptHandle = "";

  /// The environment of the last receive.
  int environment;

  /// Empty before it is on a queue.
  String queueAndGroup = "";

  /// On its queue, over all queues.
  long queuePosition;

  int attempts;
  int receives;
  int duplicates;

  /// Of its last change, over all events.
  long version;

  private final List<Step> steps = new ArrayList<>();
  private int droppedSteps;

  /// One thing that happened.
  ///
  /// @param kind a code by which the page draws it: webhook, queue, taken, regal, outcome, delay,
  ///   redrive, said, note, gap
  /// @param exchange of an attempt, whose words stand for the text; null for other steps
  record Step(Instant at, String kind, String text, @Nullable RegalExchange exchange) {
    Json json() {
      JsonBuilder json = new JsonBuilder().put("at", at.toString()).put("kind", kind);
      return exchange == null ? json.put("text", text).json() : exchange.step(json);
    }
  }

  EventHistory(long number, Instant at, QueuedEvent message) {
    this.number = number;
    this.at = at;
    this.message = message;
    this.title = EventTitle.of(message.body());
    String encoding = message.attributes().get(MessageAttribute.ENCODING);
    this.isEvent = !message.group().isEmpty() && !MessageAttribute.BASE64.equals(encoding);
  }

  /// When the bridge received it, which the translation needs.
  Instant arrival() {
    String noted = message.attributes().get(MessageAttribute.RECEIVED_AT);
    return noted == null ? at : Instant.ofEpochMilli(Long.parseLong(noted));
  }

  /// The request whose order it breaks if this event is delivered now: the other is an earlier
  /// event of the same person, still on the same queue, and was to come first. Null where no order
  /// is promised: between two queues, between a redriven event and another, and as
  /// [WebhookRequestRecord] says.
  @Nullable WebhookRequestRecord overtaking(EventHistory other) {
    boolean isEarlier =
        other.queuePosition < queuePosition
            && !other.state.isEnd()
            && other.queueAndGroup.equals(queueAndGroup);
    WebhookRequestRecord first = other.request;
    if (!isEarlier || first == null || request == null || isRedriven() != other.isRedriven()) {
      return null;
    }
    return first == request || isRedriven() || first.isBefore(request) ? first : null;
  }

  private boolean isRedriven() {
    return deadLetterId != null;
  }

  void change(EventState next, String code, String cause) {
    state = next;
    reason = code;
    detail = cause;
    due = next == EventState.RETRYING ? due : null;
  }

  void addStep(Step step) {
    steps.add(step);
    if (steps.size() > MAX_STEPS) {
      steps.remove(FIRST_STEPS);
      droppedSteps++;
    }
  }

  /// A row of the page's list.
  JsonBuilder row() {
    return new JsonBuilder()
        .put("n", number)
        .put("at", at.toString())
        .put("type", title.type())
        .put("name", title.name())
        .put("person", title.person())
        .put("state", state.code())
        .put("reason", reason)
        .put("detail", detail)
        .put("due", due == null ? null : due.toString())
        .put("ended", ended())
        .put("request", request == null ? null : new Json.Num(Long.toString(request.number())))
        .put("attempts", attempts)
        .put("receives", receives)
        .put("deadLetterId", state == EventState.DEAD_LETTERED ? deadLetterId : null);
  }

  /// What the page shows of one event, without the explanation of its translation.
  JsonBuilder detail() {
    String translated = translation == null ? "" : translation.json();
    boolean hasReason = state == EventState.DEAD_LETTERED || state == EventState.SKIPPED;
    return row()
        .put("group", message.group())
        .put("messageIds", messageIds.stream().map(Json.Text::new).toList())
        .put("repeats", duplicates)
        .put("intake", request == null ? null : request.words())
        .put("body", message.body())
        .put("timeline", timeline())
        .put("segment", isEvent ? null : new Json.Arr(Explanation.lines(message.body())))
        .put("why", hasReason ? Explanation.why(reason) : null)
        .put("received", lastExchange == null ? null : lastExchange.json(translated));
  }

  /// When its outcome was recorded, null while it is on its way.
  private @Nullable String ended() {
    return !state.isEnd()
        ? null
        : steps.reversed().stream()
            .filter(step -> step.kind().equals("outcome") || step.kind().equals("webhook"))
            .findFirst()
            .map(step -> step.at().toString())
            .orElse(null);
  }

  private List<Json> timeline() {
    List<Json> timeline = new ArrayList<>(steps.stream().map(Step::json).toList());
    if (droppedSteps > 0) {
      String text = droppedSteps + " steps in between are no longer kept";
      timeline.add(FIRST_STEPS, new Step(steps.get(FIRST_STEPS).at(), "gap", text, null).json());
    }
    return timeline;
  }
}
