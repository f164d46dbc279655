package bridge.local;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Standard output without the lines that CloudWatch would read as metrics.
final class QuietOut extends OutputStream {
  private static final String METRIC = "{\"_aws\"";
  private final PrintStream out;
  private final Consumer<String> metrics;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private QuietOut(PrintStream out, Consumer<String> metrics) {
    this.out = out;
    this.metrics = metrics;
  }

  static void install() {
    install(_ -> {});
  }

  /// @param metrics takes the lines that are left out, in the thread that writes them
  static void install(Consumer<String> metrics) {
    QuietOut quiet = new QuietOut(System.out, metrics);
    System.setOut(new PrintStream(quiet, true, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      String text = line.toString(StandardCharsets.UTF_8);
      if (text.startsWith(METRIC)) {
        metrics.accept(text);
      } else {
        out.writeBytes(line.toByteArray());
        out.flush();
      }
      line.reset();
    }
  }
}
