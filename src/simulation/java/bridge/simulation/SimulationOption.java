package bridge.simulation;

import java.util.List;
import java.util.Locale;

/// What a command was given by `-Dname=number`; empty is absent.
final class SimulationOption {
  private SimulationOption() {}

  /// `-Dhandler=`: the bridge's own where it is absent, with `-Dstate.table=false` without the
  /// state table.
  static DispatchVariant handler() {
    String name = System.getProperty("handler", "").strip().toUpperCase(Locale.ROOT);
    for (DispatchVariant dispatchVariant : DispatchVariant.values()) {
      if (dispatchVariant.name().equals(name)) {
        return dispatchVariant;
      }
    }
    return isFalse("state.table") ? DispatchVariant.BRIDGE_WITHOUT_STATE : DispatchVariant.BRIDGE;
  }

  /// `-Dname=false`; `true` and absent are the other.
  private static boolean isFalse(String name) {
    String value = System.getProperty(name, "").strip();
    if (!List.of("true", "false", "", "${" + name + "}").contains(value)) {
      System.err.println("-D" + name + " must be true or false, and is " + value);
      System.exit(2);
    }
    return value.equals("false");
  }

  static long number(String name, long defaultValue) {
    String value = System.getProperty(name, "").strip();
    if (value.isEmpty() || value.startsWith("${")) {
      return defaultValue;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      System.err.println("-D" + name + " must be a whole number, and is " + value);
      System.exit(2);
      return defaultValue;
    }
  }
}
