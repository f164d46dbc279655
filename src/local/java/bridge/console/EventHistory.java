package bridge.console;

import bridge.json.Json;
import bridge.queue.MessageAttribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that was seen of one event. For use under Journal's lock.
final class EventHistory {
  /// Steps kept: the first few show the origin, the last ones the state.
  private static final int FIRST_STEPS = 20;

  private static final int MAX_STEPS = 120;

  final long number;
  final Instant at;
  final String body;
  final Map<String, String> attributes;
  final String group;
  final EventTitle title;
  final List<String> messageIds = new ArrayList<>();
  private final List<HistoryStep> steps = new ArrayList<>();
  @Nullable WebhookRequestRecord webhookRequest;
  @Nullable RegalExchange lastExchange;

  /// What the translator makes of it while it is on its way, null where it sends nothing.
  @Nullable String request;

  EventState state = EventState.QUEUED;
  String reason = "";
  String detail = "";
  @Nullable Instant due;
  @Nullable String deadLetterId;
  @Nullable String receiptHandle;
  int attempts;
  int receives;
  int duplicates;
  long version;

  /// Its queue and message group, empty while it is on no queue.
  String line = "";

  /// In its line.
  long place;

  private int droppedSteps;

  EventHistory(long number, Instant at, String body, Map<String, String> attributes, String group) {
    this.number = number;
    this.at = at;
    this.body = body;
    this.attributes = attributes;
    this.group = group;
    this.title = isBase64() ? new EventTitle("unreadable", "", "") : EventTitle.of(body);
  }

  boolean isBase64() {
    return MessageAttribute.BASE64.equals(attributes.get(MessageAttribute.ENCODING));
  }

  /// When the bridge received it, which the translation asks for.
  Instant arrival() {
    String noted = attributes.get(MessageAttribute.RECEIVED_AT);
    return noted == null ? at : Instant.ofEpochMilli(Long.parseLong(noted));
  }

  void addStep(Instant when, String kind, String text) {
    steps.add(new HistoryStep(when, kind, text));
    if (steps.size() > MAX_STEPS) {
      steps.remove(FIRST_STEPS);
      droppedSteps++;
    }
  }

  Json row() {
    return members().json();
  }

  JsonBuilder members() {
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
        .put("attempts", attempts)
        .put("receives", receives)
        .put("deadLetterId", state == EventState.DEAD_LETTERED ? deadLetterId : null);
  }

  List<Json> timeline() {
    List<Json> timeline = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (i == FIRST_STEPS && droppedSteps > 0) {
        String text = droppedSteps + " steps in between are no longer kept";
        timeline.add(new HistoryStep(steps.get(i).at(), "gap", text).json());
      }
      timeline.add(steps.get(i).json());
    }
    return timeline;
  }
}
