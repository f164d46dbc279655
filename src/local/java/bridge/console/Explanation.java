package bridge.console;

import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.ingest.RawEvent;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.queue.Reason;
import bridge.translate.Translation;
import bridge.translate.Translator;
import bridge.translate.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the translator makes of an event, in the words and lines of the page: `@explain`, and where
/// each value came from.
public final class Explanation {
  private static final JsonReader READER = new JsonReader(1_000);

  private final Translator translator;

  public Explanation(Translator translator) {
    this.translator = translator;
  }

  /// Each event of a webhook's body.
  public Json.Obj ofPayload(byte[] body, Instant arrival) {
    List<Json> events = new ArrayList<>();
    try {
      for (RawEvent rawEvent : Payload.split(body).events()) {
        String text = new String(rawEvent.bytes(), StandardCharsets.UTF_8);
        Translation translation =
            rawEvent.form() == RawEvent.Form.INVALID_UTF8
                ? new Translation.DeadLetter(Reason.INVALID_EVENT, List.of())
                : translator.translate(text, arrival);
        events.add(of(text, translation, arrival).json());
      }
    } catch (PayloadException e) {
      return new JsonBuilder().put("problem", e.advice()).put("events", events).json();
    }
    return new JsonBuilder().put("events", events).json();
  }

  public JsonBuilder of(String text, Instant arrival) {
    return of(text, translator.translate(text, arrival), arrival);
  }

  private JsonBuilder of(String text, Translation translation, Instant arrival) {
    JsonBuilder json =
        new JsonBuilder()
            .put("segment", lines(text))
            .put("warnings", translation.warnings().stream().map(Explanation::warning).toList());
    switch (translation) {
      case Translation.Send send -> {
        String request = send.request().json();
        json.put("outcome", "send").put("regal", lines(request));
        Origins.of(text, request, translator, arrival).put(json);
      }
      case Translation.Skip skip -> json.put("outcome", "skip").put("why", why(skip.reason()));
      case Translation.DeadLetter park ->
          json.put("outcome", "dead_letter").put("why", why(park.reason()));
    }
    return json;
  }

  /// The text itself, as one line, where it is not JSON.
  static List<Json> lines(String text) {
    try {
      return JsonView.of(READER.read(text));
    } catch (JsonException _) {
      return List.of(
          new JsonBuilder()
              .put("depth", 0)
              .put("value", text)
              .put("type", "raw")
              .put("personal", true)
              .json());
    }
  }

  static Json why(String code) {
    return new JsonBuilder()
        .put("code", code)
        .put("words", "The event " + CodeDescriptions.reason(code) + ".")
        .put("rule", CodeDescriptions.rule(code))
        .json();
  }

  private static Json why(Reason reason) {
    return why(reason.code());
  }

  private static Json warning(Warning warning) {
    return new JsonBuilder()
        .put("code", warning.code().code())
        .put("path", warning.path())
        .put("label", NodePath.label(warning.path()))
        .put("words", warning.code().advice())
        .put("rule", CodeDescriptions.rule(warning.code()))
        .json();
  }
}
