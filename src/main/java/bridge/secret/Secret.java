package bridge.secret;

import java.util.regex.Pattern;

/// A secret's text, without the whitespace and the byte order mark around it. It prints as stars;
/// only the place that needs the text calls `value`.
public record Secret(String value) {
  /// The placeholder that the template stores until the operator stores the key.
  public static final String PLACEHOLDER = "REPLACE_ME";

  /// Spaces, line ends and what editors and shells add.
  private static final Pattern AROUND =
      Pattern.compile("^[\\s\\p{Z}\\uFEFF]+|[\\s\\p{Z}\\uFEFF]+$");

  public Secret {
    value = AROUND.matcher(value).replaceAll("");
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
