package bridge.alarm;

import java.util.regex.Pattern;

/// A filter pattern of CloudWatch Logs as the template writes them: `{ $.field = "value" &&
/// ($.field = "value" || ...) }`, where `*` in a value stands for anything.
final class AccessLogFilter {
  private static final Pattern TERM = Pattern.compile("\\$\\.(method|status) = \"([A-Z0-9*]+)\"");

  private AccessLogFilter() {}

  static boolean matches(String pattern, String method, int status) {
    for (String factor : pattern.replaceAll("[{}()]", "").split(" && ", -1)) {
      boolean isAny = false;
      for (String term : factor.split(" \\|\\| ", -1)) {
        var found = TERM.matcher(term.strip());
        if (!found.matches()) {
          throw new IllegalArgumentException(term);
        }
        String value = found.group(1).equals("method") ? method : String.valueOf(status);
        isAny |= value.matches(found.group(2).replace("*", ".*"));
      }
      if (!isAny) {
        return false;
      }
    }
    return true;
  }
}
