package bridge.secret;

/// A secret's text. It prints as stars; only the place that needs the text calls `value`.
public record Secret(String value) {
  /// The placeholder that the template stores until the operator stores the key.
  public static final String PLACEHOLDER = "REPLACE_ME";

  public Secret {
    value = value.strip();
  }

  /// Whether no value is stored: empty, or the template's placeholder.
  public boolean isMissing() {
    return value.isEmpty() || value.equals(PLACEHOLDER);
  }

  @Override
  public String toString() {
    return "***";
  }
}
