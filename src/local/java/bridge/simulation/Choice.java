package bridge.simulation;

import java.util.Locale;

/// What a command was given by `-Dname=number`; empty is absent.
final class Choice {
  private Choice() {}

  /// `-Dhandler=`: the bridge's own where it is absent.
  static Handler handler() {
    String name = System.getProperty("handler", "").strip().toUpperCase(Locale.ROOT);
    for (Handler handler : Handler.values()) {
      if (handler.name().equals(name)) {
        return handler;
      }
    }
    return Handler.BRIDGE;
  }

  static long number(String name, long otherwise) {
    String value = System.getProperty(name, "").strip();
    if (value.isEmpty() || value.startsWith("${")) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      System.err.println("-D" + name + " must be a whole number, and is " + value);
      System.exit(2);
      return otherwise;
    }
  }
}
