package bridge.fake;

import bridge.logging.PowertoolsLogLevels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Keeps all that the tests print, and what the functions log down to TRACE, in `target/captured`,
/// so that the build can search it when the last test has run.
public final class CapturedOutput implements LauncherSessionListener {
  static final Path FOLDER = Path.of("target", "captured");

  /// A search must find this line; otherwise nothing was captured.
  static final String CONTROL = "control: the search sees what is printed";

  /// The same, as the message of a line at TRACE.
  static final String LOGGED = "control: the search sees what is logged";

  /// A mutation run opens a session for each mutant, all in one process.
  private static final AtomicBoolean IS_CAPTURING = new AtomicBoolean();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (IS_CAPTURING.getAndSet(true)) {
      return;
    }
    try {
      Files.createDirectories(FOLDER);
      OutputStream file = Files.newOutputStream(FOLDER.resolve("output.txt"));
      System.setOut(tee(System.out, file));
      System.setErr(tee(System.err, file));
      System.out.println(CONTROL);
      new PowertoolsLogLevels().setLogLevel(Level.TRACE);
      LoggerFactory.getLogger("bridge.control").trace(LOGGED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream tee(PrintStream one, OutputStream other) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            one.write(bytes, from, length);
            other.write(bytes, from, length);
          }

          @Override
          public void flush() throws IOException {
            one.flush();
            other.flush();
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }
}
