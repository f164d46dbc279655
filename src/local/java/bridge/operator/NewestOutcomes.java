package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackLogs;
import bridge.stack.StackLogs.Found;
import bridge.stack.StackLogs.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The newest log lines about events, of both dispatch functions.
record NewestOutcomes(StackAddress address, StackClients clients, Instant now) {
  private static final String PATTERN = "{ ($.message = \"dispatch\") }";
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration SHORTEST_SPAN = Duration.ofSeconds(2);
  private static final int MOST = 200;

  /// CloudWatch searches from the oldest line on, so a span with too many lines is shortened until
  /// its newest lines are among those found.
  JsonBuilder read(Duration span) {
    Duration left = span;
    Found found = search(left);
    while (!found.isComplete() && left.compareTo(SHORTEST_SPAN) > 0) {
      left = left.dividedBy(4);
      found = search(left);
    }
    List<Line> lines = found.lines();
    return new JsonBuilder()
        .put(
            "lines",
            lines.subList(Math.max(0, lines.size() - MOST), lines.size()).stream()
                .map(NewestOutcomes::json)
                .toList())
        .put("isComplete", left.equals(span) && found.isComplete() && lines.size() <= MOST);
  }

  private Found search(Duration span) {
    return new StackLogs(clients, address.name(), Instant.now().plus(LONGEST))
        .search(EventSearch.DISPATCHERS, PATTERN, now.minus(span));
  }

  private static Json json(Line line) {
    return EventSearch.step(line)
        .put("segmentMessageId", line.text("segmentMessageId"))
        .put("messageId", line.text("messageId"))
        .json();
  }
}
