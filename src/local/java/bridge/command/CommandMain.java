package bridge.command;

import bridge.emulator.UsageException;
import java.time.Duration;
import java.util.Optional;

/// What every local command does around its work.
public final class CommandMain {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(250);

  private CommandMain() {}

  /// One command's work.
  public interface Work {
    int run() throws Exception;
  }

  /// Ends with the work's exit code, and with the process that started it: Maven ended by a signal
  /// would leave its child behind.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void run(Work work) {
    Optional<Long> parent = parent();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (parent().equals(parent)) {
                pause();
              }
              System.exit(0);
            });
    try {
      MavenCommandLine.ofThisProcess().check();
      System.exit(work.run());
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  /// Polled: the process that started the parent may never collect it, and then its own end does
  /// not show, while this process has long been given another parent.
  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOKS_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
