package bridge.console;

import org.jspecify.annotations.Nullable;

/// For which request or in which environment a thread of this process works, so that what the
/// functions send to SQS and the log can be attributed. Threads that it starts inherit it.
public sealed interface ExecutionScope {
  /// One POST to the webhook.
  record Request(long number) implements ExecutionScope {}

  /// One environment of the dispatch function.
  record Environment(int number) implements ExecutionScope {}

  /// Whatever is done there.
  interface Work<E extends Exception> {
    void run() throws E;
  }

  static <E extends Exception> void runIn(ExecutionScope executionScope, Work<E> work) throws E {
    Current.PLACE.set(executionScope);
    try {
      work.run();
    } finally {
      Current.PLACE.remove();
    }
  }

  static @Nullable ExecutionScope current() {
    return Current.PLACE.get();
  }

  /// Holds it.
  final class Current {
    private static final InheritableThreadLocal<@Nullable ExecutionScope> PLACE =
        new InheritableThreadLocal<>();

    private Current() {}
  }
}
