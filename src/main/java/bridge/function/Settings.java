package bridge.function;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The environment variables that template.yaml sets. A missing or wrong one is named when a
/// function starts.
public final class Settings {
  private final Map<String, String> env;

  public Settings(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  public Map<String, String> env() {
    return env;
  }

  public String required(String name) {
    String value = env.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  public String text(String name, String defaultValue) {
    String value = env.getOrDefault(name, "").strip();
    return value.isEmpty() ? defaultValue : value;
  }

  /// The value, which may be set to nothing.
  public String textOrEmpty(String name, String defaultValue) {
    return env.getOrDefault(name, defaultValue).strip();
  }

  /// A number greater than zero.
  public double number(String name, double defaultValue) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return defaultValue;
    }
    try {
      double number = Double.parseDouble(value);
      if (number > 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw new IllegalStateException(name + " is not a number over zero");
    }
    throw new IllegalStateException(name + " is not a number over zero");
  }

  public Duration hours(String name, double defaultValue) {
    return Duration.ofMillis(Math.round(number(name, defaultValue) * 3_600_000));
  }

  /// `true` or `false`.
  public boolean isTrue(String name, boolean defaultValue) {
    return oneOf(name, List.of("true", "false"), String.valueOf(defaultValue)).equals("true");
  }

  public String oneOf(String name, List<String> allowed, String defaultValue) {
    String value = text(name, defaultValue);
    if (!allowed.contains(value)) {
      throw new IllegalStateException(name + " must be one of " + String.join(", ", allowed));
    }
    return value;
  }
}
