package bridge.simulation;

import java.util.ArrayList;
import java.util.List;

/// What was promised and did not hold.
final class Invariants {
  private static final int EXAMPLES = 20;

  private final List<String> examples = new ArrayList<>();
  private long count;

  void recordViolation(String violation) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add(violation);
    }
  }

  void check(boolean isTrue, String violation) {
    if (!isTrue) {
      recordViolation(violation);
    }
  }

  /// The first of them.
  List<String> examples() {
    return List.copyOf(examples);
  }

  long count() {
    return count;
  }
}
