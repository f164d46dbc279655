package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The line of progress and a command's own output do not mix.
class ProgressLineTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void onATerminalTheLineIsErasedBeforeOutputAndAtTheEnd() {
    ProgressLine progressLine = new ProgressLine(both, both, true);
    progressLine.show(() -> "working");

    progressLine.tick();
    progressLine.println("a result");
    progressLine.tick();
    progressLine.close();
    progressLine.tick();

    assertThat(printed())
        .matches(
            "\r\u001b\\[Kworking, \\d+ s\r\u001b\\[Ka result\\R"
                + "\r\u001b\\[Kworking, \\d+ s\r\u001b\\[K");
  }

  @Test
  void onATerminalTheLineFitsIntoOne() {
    ProgressLine progressLine = new ProgressLine(both, both, true);
    progressLine.show(() -> "x".repeat(500));

    progressLine.tick();

    assertThat(printed()).endsWith("\u001b[K" + "x".repeat(79));
  }

  @Test
  void elsewhereEachLineIsPlain() {
    ProgressLine progressLine = new ProgressLine(both, both, false);
    progressLine.show(() -> "working");

    progressLine.tick();
    progressLine.println("a result");

    assertThat(printed()).matches("working, \\d+ s\\Ra result\\R");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
