package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.secret.Secret;
import java.util.List;
import java.util.function.Predicate;

/// A secret that Segment shares, as the store holds it: JSON `{"current":…,"previous":…}` or plain
/// text. The previous value is valid as long as it is there.
///
/// @param values none if there is no current one of at least 16 characters
public record RotatingSecret(List<Secret> values) {
  private static final JsonReader JSON = new JsonReader(8);
  private static final int MIN_CHARS = 16;

  public RotatingSecret {
    values = List.copyOf(values);
  }

  public static RotatingSecret of(Secret stored) {
    if (!stored.value().startsWith("{")) {
      return new RotatingSecret(isUsable(stored) ? List.of(stored) : List.of());
    }
    try {
      Json.Obj object = (Json.Obj) JSON.read(stored.value());
      Secret current = secret(object, "current");
      Secret previous = secret(object, "previous");
      return new RotatingSecret(
          !isUsable(current)
              ? List.of()
              : isUsable(previous) ? List.of(current, previous) : List.of(current));
    } catch (JsonException _) {
      return new RotatingSecret(List.of());
    }
  }

  private static Secret secret(Json.Obj object, String name) {
    return new Secret(object.get(name) instanceof Json.Text(String text) ? text : "");
  }

  private static boolean isUsable(Secret secret) {
    return secret.value().length() >= MIN_CHARS;
  }

  boolean isMissing() {
    return values.isEmpty();
  }

  /// Checks every value, so that the time taken does not reveal which one matches.
  boolean matches(Predicate<String> check) {
    boolean isRight = false;
    for (Secret value : values) {
      isRight |= check.test(value.value());
    }
    return isRight;
  }
}
