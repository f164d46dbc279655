package bridge.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Standard output without what the functions print for CloudWatch: log lines and metrics.
final class FunctionOutput extends OutputStream {
  private static final String METRIC = "{\"_aws\"";
  private static final String LOG_LINE = "{\"level\"";
  private final PrintStream out;
  private final Consumer<String> metrics;
  private final Consumer<String> log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private FunctionOutput(PrintStream out, Consumer<String> metrics, Consumer<String> log) {
    this.out = out;
    this.metrics = metrics;
    this.log = log;
  }

  /// @param metrics takes the metric lines, in the thread that writes them
  /// @param log takes the log lines, in the same way
  static void install(Consumer<String> metrics, Consumer<String> log) {
    FunctionOutput quiet = new FunctionOutput(System.out, metrics, log);
    System.setOut(new PrintStream(quiet, true, StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      byte[] bytes = line.toByteArray();
      line.reset(); // the consumer of the line may print
      route(bytes);
    }
  }

  private void route(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith(METRIC)) {
      metrics.accept(text);
    } else if (text.startsWith(LOG_LINE)) {
      log.accept(text);
    } else {
      out.writeBytes(bytes);
      out.flush();
    }
  }
}
