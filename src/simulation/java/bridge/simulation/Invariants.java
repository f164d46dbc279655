package bridge.simulation;

import java.util.ArrayList;
import java.util.List;

/// What was promised and did not hold.
final class Invariants {
  private static final int EXAMPLES = 20;

  private final List<String> examples = new ArrayList<>();
  private long count;

  void broken(String promise) {
    count++;
    if (examples.size() < EXAMPLES) {
      examples.add(promise);
    }
  }

  void hold(boolean holds, String otherwise) {
    if (!holds) {
      broken(otherwise);
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
