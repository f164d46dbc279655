package bridge.local;

import org.jspecify.annotations.Nullable;

/// What a command was given by `-Dname=value`. Empty, `null` and an unfilled `${name}` are absent.
public final class Option {
  private Option() {}

  public static @Nullable String of(String name) {
    String value = System.getProperty(name, "").strip();
    return value.isEmpty() || value.equals("null") || value.startsWith("${") ? null : value;
  }

  public static String of(String name, String otherwise) {
    String value = of(name);
    return value == null ? otherwise : value;
  }

  /// A whole number from 0 on; anything else ends the command with a sentence.
  public static int number(String name, int otherwise) {
    String value = of(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      throw new UsageException("-D" + name + " must be a whole number, and is " + value);
    }
    return Integer.parseInt(value);
  }
}
