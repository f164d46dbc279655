package bridge.bench;

import bridge.emulator.SqsEventJson;
import java.util.List;
import java.util.stream.IntStream;

/// Batches as Lambda's event source mapping hands them to the dispatch function.
final class Batches {
  private Batches() {}

  /// @param people each event's person in turn
  static byte[] lambdaEvent(List<String> events, int people) {
    return SqsEventJson.toEvent(
        events, IntStream.range(0, events.size()).mapToObj(i -> "group-" + i % people).toList());
  }
}
