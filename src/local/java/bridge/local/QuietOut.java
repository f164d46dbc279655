package bridge.local;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output without the lines that CloudWatch would read as metrics.
final class QuietOut extends OutputStream {
  private static final String METRIC = "{\"_aws\"";
  private final PrintStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private QuietOut(PrintStream out) {
    this.out = out;
  }

  static void install() {
    System.setOut(new PrintStream(new QuietOut(System.out), true, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      if (!line.toString(StandardCharsets.UTF_8).startsWith(METRIC)) {
        out.writeBytes(line.toByteArray());
        out.flush();
      }
      line.reset();
    }
  }
}
