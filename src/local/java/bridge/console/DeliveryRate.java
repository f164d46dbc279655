package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How many in each of the last sixty seconds. For use under Journal's lock.
final class DeliveryRate {
  private static final int SECONDS = 60;

  private final int[] counts = new int[SECONDS];
  private long second;

  void count(Instant now) {
    advanceTo(now);
    counts[(int) (second % SECONDS)]++;
  }

  /// The last sixty whole seconds, the oldest first.
  List<Json> seconds(Instant now) {
    advanceTo(now);
    List<Json> seconds = new ArrayList<>();
    for (long each = second - SECONDS + 1; each < second; each++) {
      seconds.add(new Json.Num(Integer.toString(counts[Math.floorMod(each, SECONDS)])));
    }
    return seconds;
  }

  private void advanceTo(Instant now) {
    long to = now.getEpochSecond();
    for (long each = Math.max(second + 1, to - SECONDS + 1); each <= to; each++) {
      counts[(int) (each % SECONDS)] = 0;
    }
    second = Math.max(second, to);
  }
}
