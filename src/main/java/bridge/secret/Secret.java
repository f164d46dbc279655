package bridge.secret;

/// A secret's text. It prints as stars; `value` is for the one place that needs it.
public record Secret(String value) {
  /// What the template puts into a secret that the operator has yet to fill.
  public static final String PLACEHOLDER = "REPLACE_ME";

  public Secret {
    value = value.strip();
  }

  /// Whether nobody has put a value here: empty, or still the template's placeholder.
  public boolean isMissing() {
    return value.isEmpty() || value.equals(PLACEHOLDER);
  }

  @Override
  public String toString() {
    return "***";
  }
}
