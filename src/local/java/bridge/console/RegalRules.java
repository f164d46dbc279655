package bridge.console;

/// The README's rule for each part of Regal's request.
final class RegalRules {
  private RegalRules() {}

  /// @param isNamed whether the request is an event, not a profile update
  static String of(String path, boolean isNamed) {
    if (path.contains("OptIn") && path.startsWith("$.traits.")) {
      return "M16";
    }
    if (path.startsWith("$.traits.phones") || path.startsWith("$.traits.emails")) {
      return path.endsWith(".isPrimary") ? "M8b" : "M8";
    }
    if (path.equals("$.traits.firstName") || path.equals("$.traits.lastName")) {
      return "M9";
    }
    if (path.startsWith("$.traits.address")) {
      return "M10";
    }
    if (path.startsWith("$.traits")) {
      return isNamed ? "M18" : "M11";
    }
    if (path.startsWith("$.properties")) {
      return "M27";
    }
    return switch (path) {
      case "$.userId" -> "M7";
      case "$.name" -> "M26";
      case "$.originalTimestamp" -> "M19";
      case "$.eventSource" -> "M20";
      default -> "M0";
    };
  }
}
