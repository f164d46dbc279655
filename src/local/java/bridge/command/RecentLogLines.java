package bridge.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/// The last lines of the functions in this process: what CloudWatch keeps of a deployed stack.
final class RecentLogLines {
  private static final int KEPT = 10_000;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  /// All that hold this text, one a line.
  synchronized String containing(String text) {
    return lines.stream().filter(line -> line.contains(text)).collect(Collectors.joining("\n"));
  }
}
