package bridge.local;

/// What every local command does around its work.
public final class Main {
  private Main() {}

  /// One command's work.
  public interface Work {
    int run() throws Exception;
  }

  /// Ends with the work's exit code, and with the process that started it: Maven ended by a signal
  /// would leave its child behind.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void run(Work work) {
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent ->
                Thread.startVirtualThread(
                    () -> {
                      parent.onExit().join();
                      System.exit(0);
                    }));
    try {
      System.exit(work.run());
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }
}
