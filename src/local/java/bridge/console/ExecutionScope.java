package bridge.console;

import org.jspecify.annotations.Nullable;

/// The webhook request or the environment that a thread of this process works for: what the
/// functions send to SQS and to the log is attributed by it. Threads that it starts inherit it.
public sealed interface ExecutionScope permits ExecutionScope.Environment, WebhookRequestRecord {
  /// One environment of the dispatch function.
  record Environment(int number) implements ExecutionScope {}

  /// What runs in a scope.
  interface Work<E extends Exception> {
    void run() throws E;
  }

  static <E extends Exception> void runIn(ExecutionScope executionScope, Work<E> work) throws E {
    Current.SCOPE.set(executionScope);
    try {
      work.run();
    } finally {
      Current.SCOPE.remove();
    }
  }

  static @Nullable ExecutionScope current() {
    return Current.SCOPE.get();
  }

  /// The scope of each thread.
  final class Current {
    private static final InheritableThreadLocal<@Nullable ExecutionScope> SCOPE =
        new InheritableThreadLocal<>();

    private Current() {}
  }
}
