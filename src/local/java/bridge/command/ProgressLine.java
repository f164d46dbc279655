package bridge.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/// What a command does at the moment, on stderr: on a terminal one line that is renewed every half
/// second, elsewhere a line every ten seconds. Never personal data.
public final class ProgressLine implements AutoCloseable {
  private static final Duration ON_A_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int WIDTH = 79;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean isTerminal;
  private Supplier<String> text = () -> "starting";
  private long shownSince = System.nanoTime();
  private boolean isVisible;
  private boolean isClosed;

  ProgressLine(PrintStream out, PrintStream err, boolean isTerminal) {
    this.out = out;
    this.err = err;
    this.isTerminal = isTerminal;
  }

  public static ProgressLine start() {
    ProgressLine progressLine = new ProgressLine(System.out, System.err, isTerminal());
    Thread.ofPlatform().daemon().start(progressLine::renew);
    return progressLine;
  }

  /// From now on the line has this text, and the seconds since this call.
  ///
  /// @param next is called by another thread
  public synchronized void show(Supplier<String> next) {
    text = next;
    shownSince = System.nanoTime();
  }

  /// Prints a line of the command's own output, never into the line of progress.
  public synchronized void println(String line) {
    erase();
    out.println(line);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    erase();
  }

  /// Shows the line as it is now.
  synchronized void tick() {
    if (isClosed) {
      return;
    }
    String line = text.get() + ", " + (System.nanoTime() - shownSince) / 1_000_000_000 + " s";
    if (isTerminal) {
      err.print(ERASE + line.substring(0, Math.min(WIDTH, line.length())));
      err.flush();
      isVisible = true;
    } else {
      err.println(line);
    }
  }

  private void erase() {
    if (isVisible) {
      err.print(ERASE);
      err.flush();
      isVisible = false;
    }
  }

  private void renew() {
    try {
      while (true) {
        Thread.sleep(isTerminal ? ON_A_TERMINAL : ELSEWHERE);
        tick();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Java has no such question about stderr alone.
  static boolean isTerminal() {
    try {
      Process test =
          new ProcessBuilder("test", "-t", "2")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return test.waitFor() == 0 && !"dumb".equals(System.getenv("TERM"));
    } catch (IOException _) {
      return false; // a system without this command
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
