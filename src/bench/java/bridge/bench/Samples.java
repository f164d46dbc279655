package bridge.bench;

import java.util.List;

/// The values of one measured quantity, sorted.
record Samples(List<Double> sorted) {
  Samples {
    sorted = sorted.stream().sorted().toList();
  }

  double median() {
    return percentile(50);
  }

  double percentile(int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
