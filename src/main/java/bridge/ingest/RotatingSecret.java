package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A secret as the store holds it: JSON `{"current":…,"previous":…}`. The previous value is valid
/// as long as it is there.
///
/// @param values none if there is no current one
record RotatingSecret(List<Secret> values) {
  private static final JsonReader JSON = new JsonReader(8);

  RotatingSecret {
    values = List.copyOf(values);
  }

  static RotatingSecret of(Secret stored) {
    List<Secret> values = new ArrayList<>();
    try {
      if (JSON.read(stored.value()) instanceof Json.Obj object) {
        for (String name : List.of("current", "previous")) {
          if (object.get(name) instanceof Json.Text(String text) && !new Secret(text).isMissing()) {
            values.add(new Secret(text));
          } else if (name.equals("current")) {
            return new RotatingSecret(List.of());
          }
        }
      }
    } catch (JsonException _) {
      return new RotatingSecret(List.of());
    }
    return new RotatingSecret(values);
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
