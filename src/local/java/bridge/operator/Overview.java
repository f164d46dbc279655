package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.stack.StackAddress;
import bridge.stack.StackAlarm;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackMetrics;
import bridge.stack.StackMetrics.Point;
import bridge.stack.StackMetrics.Series;
import bridge.stack.StackQueue;
import bridge.stack.StackResources;
import bridge.stack.StackTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What waits, for how long, and which alarms say so.
record Overview(StackAddress address, StackClients clients, Instant now) {
  /// Metrics arrive late; an older value says nothing about now.
  private static final Duration CURRENT = Duration.ofMinutes(15);

  JsonBuilder queues() {
    StackDescription stack = StackDescription.require(clients, address);
    return new JsonBuilder()
        .put("events", queue(stack.output("EventsQueueUrl")))
        .put("bulk", queue(stack.output("BulkQueueUrl")))
        .put("deadLetters", queue(stack.output("DeadLetterQueueUrl")));
  }

  private Json queue(String url) {
    StackQueue queue = StackQueue.read(clients, url);
    return new JsonBuilder()
        .put("visible", queue.visible())
        .put("inFlight", queue.inFlight())
        .json();
  }

  /// Seconds for which the oldest message of each queue has waited; a queue without one is left
  /// out. SQS leaves out messages that are received again and again, dispatch those that nobody
  /// receives, so the greater of both counts.
  JsonBuilder oldest() {
    StackMetrics metrics =
        StackMetrics.read(clients, address.name(), StackDescription.require(clients, address), now);
    JsonBuilder json = new JsonBuilder();
    put(json, "events", metrics, List.of(Series.EVENT_AGE, Series.EVENT_WAIT));
    put(json, "bulk", metrics, List.of(Series.BULK_EVENT_AGE, Series.BULK_EVENT_WAIT));
    put(json, "deadLetters", metrics, List.of(Series.DEAD_LETTER_AGE));
    return json;
  }

  private void put(JsonBuilder json, String queue, StackMetrics metrics, List<Series> series) {
    series.stream()
        .map(metrics::newest)
        .filter(this::isCurrent)
        .mapToLong(point -> Math.round(point.value()))
        .max()
        .ifPresent(seconds -> json.put(queue, seconds));
  }

  private boolean isCurrent(@Nullable Point point) {
    return point != null && point.at().plus(CURRENT).isAfter(now);
  }

  /// Events by outcome and reason, and latencies, of the last hour.
  JsonBuilder traffic() {
    StackDescription.require(clients, address);
    StackTraffic traffic = StackTraffic.read(clients, address.name(), now);
    JsonBuilder counts = new JsonBuilder();
    StackTraffic.COUNTED.forEach(
        metric -> counts.put(metric, traffic.counts().getOrDefault(metric, 0L)));
    List<Json> reasons = new ArrayList<>();
    for (String metric : StackTraffic.BY_REASON) {
      Map<String, Long> byReason = traffic.reasons().getOrDefault(metric, Map.of());
      counts.put(metric, byReason.values().stream().mapToLong(Long::longValue).sum());
      byReason.forEach(
          (reason, events) ->
              reasons.add(
                  new JsonBuilder()
                      .put("metric", metric)
                      .put("reason", reason)
                      .put("events", events)
                      .json()));
    }
    JsonBuilder latencies = new JsonBuilder();
    traffic.latencies().forEach(latencies::put);
    return new JsonBuilder()
        .put("counts", counts.json())
        .put("reasons", reasons)
        .put("latencies", latencies.json());
  }

  /// The composite alarms, each with its parts that are not OK.
  JsonBuilder alarms() {
    StackDescription.require(clients, address);
    Map<String, StackAlarm> alarms = new TreeMap<>();
    StackAlarm.readAll(clients, StackResources.read(clients, address.name()))
        .forEach(alarm -> alarms.put(alarm.name(), alarm));
    List<Json> composites = new ArrayList<>();
    for (StackAlarm alarm : alarms.values()) {
      if (alarm.isComposite()) {
        List<Json> parts =
            alarm.parts().stream()
                .sorted()
                .map(alarms::get)
                .filter(part -> !part.state().equals("OK"))
                .<Json>map(part -> json(part).json())
                .toList();
        composites.add(json(alarm).put("of", alarm.parts().size()).put("parts", parts).json());
      }
    }
    return new JsonBuilder().put("alarms", composites);
  }

  private static JsonBuilder json(StackAlarm alarm) {
    return new JsonBuilder()
        .put("name", alarm.name())
        .put("state", alarm.state())
        .put("since", alarm.since() == null ? null : alarm.since().toString());
  }
}
