package bridge.simulation;

import java.util.List;
import java.util.Locale;

/// What a command was given by `-Dname=number`; empty is absent.
final class SimulationOption {
  private SimulationOption() {}

  /// `-Dhandler=`: the bridge's own where it is absent, with `-Dmemory=off` without its memory.
  static DispatchVariant handler() {
    String name = System.getProperty("handler", "").strip().toUpperCase(Locale.ROOT);
    for (DispatchVariant dispatchVariant : DispatchVariant.values()) {
      if (dispatchVariant.name().equals(name)) {
        return dispatchVariant;
      }
    }
    return isOff("memory") ? DispatchVariant.BRIDGE_WITHOUT_STATE : DispatchVariant.BRIDGE;
  }

  /// `-Dname=off`; `on` and absent are the other.
  private static boolean isOff(String name) {
    String value = System.getProperty(name, "").strip();
    if (!List.of("on", "off", "", "${" + name + "}").contains(value)) {
      System.err.println("-D" + name + " must be on or off, and is " + value);
      System.exit(2);
    }
    return value.equals("off");
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
