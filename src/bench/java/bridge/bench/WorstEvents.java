package bridge.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Events of Segment's largest size, 32 KB, each of one kind of content as often as it fits.
final class WorstEvents {
  /// An ordinary one.
  static final String MEDIAN = "custom traits";

  /// By their kinds.
  static final Map<String, String> ALL = new LinkedHashMap<>();

  private static final int BYTES = 32 * 1_024 - 200;

  static {
    put(MEDIAN, many(i -> "\"trait_%d\":\"value of trait %d\"".formatted(i, i)));
    put("e-mails", "\"emails\":[" + many(i -> "\"a%d@b.co\"".formatted(i)) + "]");
    put("phones", "\"phones\":[" + many(i -> "\"+442079%06d\"".formatted(i)) + "]");
    put("phones too short", "\"phones\":[" + many(i -> "\"+4420%04d\"".formatted(i)) + "]");
    put("phones without +", "\"phones\":[" + many(i -> "\"212555%04d\"".formatted(i)) + "]");
    put("phones too long", "\"phones\":[" + many(i -> "\"+9%098d\"".formatted(i)) + "]");
    put("keyed opt-outs", "\"phones\":{" + many(WorstEvents::keyedOptOut) + "}");
    put("one long phone", "\"phone\":\"" + "1-".repeat(BYTES / 2) + "\"");
    put("opt-outs", "\"phone\":\"+442079460000\",\"optIn\":[" + many(_ -> optOut("sms")) + "]");
    put(
        "e-mails and opt-outs",
        "\"emails\":["
            + many(i -> "\"a%d@b.co\"".formatted(i), BYTES / 2)
            + "],\"optIn\":["
            + many(_ -> optOut("email"), BYTES / 2)
            + "]");
    put("spellings", many(i -> "\"phone%s\":\"x\"".formatted(blanks(i))));
    put("letter case", many(i -> "\"%s\":0".formatted(letterCase("optinoptinoptin", i))));
    put("short keys", many(i -> "\"%d\":{}".formatted(i)));
    put("nulls", "\"a\":[" + many(_ -> "null") + "]");
    put("deep", many(i -> "\"d%d\":%s1%s".formatted(i, "[".repeat(97), "]".repeat(97))));
    put("surrogates", "\"a\":\"" + "\\ud83d".repeat(BYTES / 6) + "\"");
    put("keys with NUL", many(i -> "\"\\u0000%d\":\"\\u0000\"".formatted(i)));
    put("addresses", "\"address\":{" + many(i -> "\"city%s\":[{}]".formatted(blanks(i))) + "}");
  }

  private WorstEvents() {}

  private static void put(String kind, String traits) {
    ALL.put(kind, "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{" + traits + "}}");
  }

  private static String keyedOptOut(int i) {
    return "\"+442079%06d\":{\"smsOptIn\":false}".formatted(i);
  }

  private static String optOut(String channel) {
    return "{\"channel\":\"%s\",\"subscribed\":false}".formatted(channel);
  }

  private static String many(IntFunction<String> part) {
    return many(part, BYTES);
  }

  /// As many parts as fit.
  private static String many(IntFunction<String> part, int bytes) {
    return IntStream.range(0, bytes / (part.apply(9_999).length() + 1))
        .mapToObj(part)
        .collect(Collectors.joining(","));
  }

  /// Another row of what matching ignores for each number.
  private static String blanks(int number) {
    return Integer.toBinaryString(number).replace('0', '_').replace('1', '-');
  }

  private static String letterCase(String name, int number) {
    StringBuilder spelled = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if ((number >> i & 1) == 1) {
        spelled.setCharAt(i, Character.toUpperCase(name.charAt(i)));
      }
    }
    return spelled.toString();
  }
}
