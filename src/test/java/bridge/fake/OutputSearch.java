package bridge.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Searches what a whole run of the tests has printed and logged for personal data and secrets;
/// ends with 1 where it finds any.
final class OutputSearch {
  /// What planted data look like, and the data of every other test: no line may hold such a thing.
  private static final List<Pattern> FORBIDDEN =
      List.of(
          Pattern.compile("\\+1\\d{10}"),
          Pattern.compile("\\(?\\b\\d{3}\\)?[-. ]\\d{3}[-. ]\\d{4}\\b"),
          Pattern.compile("[\\w.+-]+@[\\w-]+\\.[a-z]{2,}"),
          Pattern.compile("local-(segment-secret|segment-token|regal-key)"));

  private OutputSearch() {}

  public static void main(String[] args) throws IOException {
    List<String> found = new ArrayList<>();
    List<String> searched = new ArrayList<>();
    try (var files = Files.list(CapturedOutput.FOLDER)) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        if (!text.contains(CapturedOutput.CONTROL) || !text.contains(CapturedOutput.LOGGED)) {
          found.add(file + " lacks a control line: nothing was captured");
        }
        found.addAll(SeededPersonalData.findIn(text));
        for (Pattern pattern : FORBIDDEN) {
          Matcher hit = pattern.matcher(text);
          while (hit.find()) {
            int from = Math.max(0, hit.start() - 150);
            found.add(file + ": " + text.substring(from, Math.min(text.length(), hit.end() + 50)));
          }
        }
        searched.add(file.getFileName() + " " + text.lines().count() + " lines");
      }
    }
    if (!found.isEmpty() || searched.isEmpty()) {
      System.err.println("Personal data or secrets in the tests' output: " + found);
      System.exit(1);
    }
    System.out.println("No personal data and no secret in " + String.join(", ", searched));
  }
}
