package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// E-mail addresses as Regal's keys (M8): the domain in lower case, the local part unchanged.
final class Emails {
  private static final String FORBIDDEN = "*,;:<>\"()\uFFFD";
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private Emails() {}

  /// The address, or null if the value is not an e-mail address.
  static @Nullable String address(Json value) {
    return value instanceof Json.Text(String text)
        ? address(Whitespace.trim(PlainCharacters.withoutFormat(text)))
        : null;
  }

  private static @Nullable String address(String text) {
    int at = text.indexOf('@');
    if (at < 1 || at != text.lastIndexOf('@') || hasForbidden(text)) {
      return null;
    }
    String domain = text.substring(at + 1);
    return isDomain(domain) ? text.substring(0, at + 1) + domain.toLowerCase(Locale.ROOT) : null;
  }

  private static boolean isDomain(String domain) {
    String[] labels = domain.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty() || label.startsWith("-") || label.endsWith("-")) {
        return false;
      }
    }
    String last = labels[labels.length - 1];
    return labels.length > 1
        && last.codePointCount(0, last.length()) > 1
        && !DIGITS.matcher(last).matches();
  }

  private static boolean hasForbidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Whitespace.is(c) || Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }
}
