package bridge.function;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.redrive.RedriveRequest;
import bridge.redrive.RedriveResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Redrive's request and result as JSON. An unknown field is rejected: a misspelled filter must not
/// redrive everything.
final class RedriveJson {
  private static final JsonReader JSON = new JsonReader(5);
  private static final Set<String> FIELDS =
      Set.of(
          "dryRun",
          "reasons",
          "messageIds",
          "minAgeHours",
          "maxAgeHours",
          "limit",
          "perSecond",
          "maxQueued",
          "seconds");

  /// `sam remote invoke` waits for 60 seconds.
  private static final int DEFAULT_SECONDS = 50;

  /// Longer than SQS keeps any message.
  private static final int ANY_AGE_HOURS = 24 * 365;

  private RedriveJson() {}

  static RedriveRequest toRequest(byte[] event) throws JsonException {
    if (!(JSON.read(event) instanceof Json.Obj request)) {
      throw new JsonException("the request is not an object");
    }
    if (!FIELDS.containsAll(request.members().keySet())) {
      throw new JsonException(
          "the request may hold " + String.join(", ", FIELDS.stream().sorted().toList()));
    }
    return new RedriveRequest(
        dryRun(request),
        texts(request, "reasons"),
        texts(request, "messageIds"),
        Duration.ofHours(whole(request, "minAgeHours", 0)),
        Duration.ofHours(whole(request, "maxAgeHours", ANY_AGE_HOURS)),
        whole(request, "limit", RedriveRequest.DEFAULT_LIMIT),
        whole(request, "perSecond", RedriveRequest.DEFAULT_PER_SECOND),
        whole(request, "maxQueued", RedriveRequest.DEFAULT_MAX_QUEUED));
  }

  /// How long the run may last.
  static Duration duration(byte[] event) throws JsonException {
    int seconds =
        JSON.read(event) instanceof Json.Obj request
            ? whole(request, "seconds", DEFAULT_SECONDS)
            : DEFAULT_SECONDS;
    if (seconds < 30) {
      throw new JsonException("seconds must be at least 30");
    }
    return Duration.ofSeconds(seconds);
  }

  static byte[] toResponse(RedriveResult result) {
    List<Json> deadLetters = new ArrayList<>();
    for (RedriveResult.ByReason each : result.deadLetters()) {
      Map<String, Json> fields = new LinkedHashMap<>();
      fields.put("reason", new Json.Text(each.reason()));
      fields.put("count", number(each.count()));
      fields.put("underOneHour", number(each.underOneHour()));
      fields.put("underOneDay", number(each.underOneDay()));
      fields.put("underOneWeek", number(each.underOneWeek()));
      fields.put("older", number(each.older()));
      fields.put("oldest", new Json.Text(each.oldest().toString()));
      deadLetters.add(new Json.Obj(fields));
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("ended", new Json.Text(result.ended().code()));
    fields.put("deadLetters", new Json.Arr(deadLetters));
    fields.put("matching", number(result.matching()));
    fields.put("sent", number(result.sent()));
    fields.put("left", number(result.remaining()));
    fields.put("unseen", number(result.unseen()));
    return JsonWriter.utf8(new Json.Obj(fields));
  }

  static byte[] message(String message) {
    return JsonWriter.utf8(new Json.Obj(Map.of("message", new Json.Text(message))));
  }

  private static boolean dryRun(Json.Obj request) throws JsonException {
    return switch (request.get("dryRun")) {
      case null -> true;
      case Json.Bool(boolean value) -> value;
      default -> throw new JsonException("dryRun must be true or false");
    };
  }

  private static Set<String> texts(Json.Obj request, String name) throws JsonException {
    Set<String> texts = new HashSet<>();
    switch (request.get(name)) {
      case null -> {}
      case Json.Arr(List<Json> elements) -> {
        for (Json element : elements) {
          if (!(element instanceof Json.Text(String text))) {
            throw new JsonException(name + " must be an array of texts");
          }
          texts.add(text);
        }
        if (texts.isEmpty()) {
          throw new JsonException(name + " must name at least one");
        }
      }
      default -> throw new JsonException(name + " must be an array of texts");
    }
    return texts;
  }

  private static int whole(Json.Obj request, String name, int otherwise) throws JsonException {
    try {
      return switch (request.get(name)) {
        case null -> otherwise;
        case Json.Num(String lexeme) -> Math.max(Integer.parseInt(lexeme), 0);
        default -> throw new JsonException(name + " must be a whole number");
      };
    } catch (NumberFormatException _) {
      throw new JsonException(name + " must be a whole number");
    }
  }

  private static Json number(long value) {
    return new Json.Num(Long.toString(value));
  }
}
