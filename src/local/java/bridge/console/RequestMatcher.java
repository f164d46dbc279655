package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.regal.RegalRequest;
import bridge.translate.Translation;
import bridge.translate.Translator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the event that a POST carries. The request may differ from the event's own translation:
/// the bridge adds or removes what its state table holds of the person.
final class RequestMatcher {
  private static final JsonReader READER = new JsonReader(200);

  private final Translator translator;

  RequestMatcher(Translator translator) {
    this.translator = translator;
  }

  /// The request by the event alone, null where none is sent.
  @Nullable RegalRequest translate(EventHistory history) {
    return translator.translate(history.message.body(), history.arrival())
            instanceof Translation.Send send
        ? send.request()
        : null;
  }

  /// The first whose translation is exactly this body; otherwise the first whose translation has
  /// the same name and time; otherwise the first of the same name that is not sent by itself.
  static @Nullable EventHistory find(String body, List<EventHistory> candidates) {
    Json.Obj posted = read(body);
    List<EventHistory> inFlight =
        candidates.stream().filter(history -> history.state == EventState.IN_FLIGHT).toList();
    return Stream.<Predicate<EventHistory>>of(
            history -> history.translation != null && body.equals(history.translation.json()),
            history -> history.translation != null && isAlike(posted, history.translation.body()),
            history ->
                history.translation == null
                    && new Json.Text(history.title.name()).equals(posted.get("name")))
        .flatMap(isMatch -> inFlight.stream().filter(isMatch))
        .findFirst()
        .orElse(null);
  }

  private static boolean isAlike(Json.Obj one, Json.Obj other) {
    Json time = one.get("originalTimestamp");
    return time != null
        && time.equals(other.get("originalTimestamp"))
        && Objects.equals(one.get("name"), other.get("name"));
  }

  private static Json.Obj read(String text) {
    try {
      return READER.read(text) instanceof Json.Obj object ? object : new JsonBuilder().json();
    } catch (JsonException _) {
      return new JsonBuilder().json();
    }
  }
}
