package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A secret as the store keeps it: JSON `{"current":…,"previous":…}`. The previous one is right for
/// as long as it stands there.
///
/// @param values none where nobody has put a current one
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

  /// Looks at every value, so that the time taken does not tell which one was right.
  boolean matches(Predicate<String> check) {
    boolean isRight = false;
    for (Secret value : values) {
      isRight |= check.test(value.value());
    }
    return isRight;
  }
}
