package bridge.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Bodies of 4.4 MB as anybody may post them, each one event of one kind of content.
final class UnprovedBodies {
  static final List<String> KINDS =
      List.of(
          "small elements", "keys", "colliding keys", "nested", "one text", "escapes", "blanks");

  private static final int BYTES = 4_400_000;

  private UnprovedBodies() {}

  static byte[] of(String kind) {
    String content =
        switch (kind) {
          case "small elements" -> "\"a\":[" + "{}, ".repeat(BYTES / 4) + "{}]";
          case "keys" -> keys("\"key-%032d\":1");
          case "colliding keys" ->
              IntStream.range(0, BYTES / 41)
                  .mapToObj(i -> "\"%s\":1".formatted(colliding(i)))
                  .collect(Collectors.joining(","));
          case "nested" -> "\"a\":" + "[".repeat(BYTES / 2) + "]".repeat(BYTES / 2);
          case "one text" -> "\"a\":\"" + "text ".repeat(BYTES / 5) + "\"";
          case "escapes" -> "\"a\":\"" + "\\n".repeat(BYTES / 2) + "\"";
          default -> " ".repeat(BYTES);
        };
    return ("{" + content + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static String keys(String format) {
    return IntStream.range(0, BYTES / 41)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(","));
  }

  /// 36 characters; `Aa` and `BB` have the same hash code.
  private static String colliding(int number) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < 18; i++) {
      key.append((number >> i & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }
}
