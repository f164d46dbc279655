package bridge.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// CloudWatch's filter patterns for JSON, as far as the console uses them: `{ ($.a = "x") || ($.b =
/// "4*") }`, and a condition before them that holds for all, joined by `&&`.
final class LogPattern {
  private static final Pattern CONDITION = Pattern.compile("\\(\\$\\.(\\w+) = \"([^\"]*)\"\\)");

  private LogPattern() {}

  static boolean matches(String pattern, JsonNode line) {
    int and = pattern.indexOf("&&");
    return (and < 0 || isAny(pattern.substring(0, and), line))
        && isAny(pattern.substring(and + 1), line);
  }

  private static boolean isAny(String conditions, JsonNode line) {
    return CONDITION
        .matcher(conditions)
        .results()
        .anyMatch(one -> line.path(one.group(1)).asText().matches(regex(one.group(2))));
  }

  private static String regex(String wildcards) {
    return Pattern.quote(wildcards).replace("*", "\\E.*\\Q");
  }
}
