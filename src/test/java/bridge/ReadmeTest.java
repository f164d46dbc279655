package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.Reason;
import bridge.translate.WarningCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The README's tables say what the code says.
class ReadmeTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+) \\|$");

  @Test
  void everyReasonIsExplained() throws IOException {
    assertThat(rows("Why an event was not sent"))
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values()).map(r -> r.code() + ": " + r.meaning()).toList());
  }

  @Test
  void everyWarningIsExplained() throws IOException {
    assertThat(rows("Warnings"))
        .containsExactlyElementsOf(
            Arrays.stream(WarningCode.values()).map(w -> w.code() + ": " + w.advice()).toList());
  }

  private static List<String> rows(String heading) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher section =
        Pattern.compile("(?ms)^#+ " + heading + "[^\\n]*\\n(.*?)(?=^#|\\z)").matcher(readme);
    assertThat(section.find()).as(heading).isTrue();
    return ROW.matcher(section.group(1))
        .results()
        .map(row -> row.group(1) + ": " + row.group(2))
        .toList();
  }
}
