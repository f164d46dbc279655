package bridge.operator;

import bridge.console.CodeDescriptions;
import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.operator.ContactSearch.Way;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackLogs;
import bridge.stack.StackLogs.Found;
import bridge.stack.StackLogs.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What dispatch logged of one event, or of one person's events: a timeline of each, over both
/// queues and across redrives.
record EventSearch(StackAddress address, StackClients clients, Instant now) {
  static final List<String> DISPATCHERS = List.of("dispatch", "bulk-dispatch");
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// @param hours how far back
  JsonBuilder find(SearchedId id, int hours) {
    return find(StackDescription.require(clients, address), id, hours);
  }

  /// The events of a phone's or an e-mail's person, each with the way that led to it.
  JsonBuilder findContact(String typed, int hours) {
    StackDescription stack = StackDescription.require(clients, address);
    List<Way> ways = new ContactSearch(address, clients, stack, now).ways(typed);
    Set<String> groups = new TreeSet<>();
    ways.forEach(way -> groups.addAll(way.groups()));
    return find(stack, new SearchedId(List.of("group"), groups), hours)
        .put("ways", ways.stream().map(Way::json).toList());
  }

  private JsonBuilder find(StackDescription stack, SearchedId id, int hours) {
    Instant since = now.minus(Duration.ofHours(hours));
    StackLogs logs = new StackLogs(clients, address.name(), Instant.now().plus(LONGEST));
    List<Line> lines = new ArrayList<>();
    boolean isComplete = true;
    for (String pattern : id.patterns()) {
      Found found = logs.search(DISPATCHERS, pattern, since);
      lines.addAll(found.lines());
      isComplete &= found.isComplete();
    }
    lines.sort(Comparator.comparing(Line::at));
    JsonBuilder json =
        new JsonBuilder()
            .put("searched", String.join(", ", id.values()))
            .put("isComplete", isComplete)
            .put("events", events(lines));
    return lines.isEmpty() && !id.equals(SearchedId.UNDELIVERED)
        ? json.put("nothing", new NothingFound(stack, logs, since).reasons(id))
        : json;
  }

  /// A redriven event has a new id of SQS, so Segment's id comes first.
  private static List<Json> events(List<Line> lines) {
    Map<String, List<Line>> events = new LinkedHashMap<>();
    for (Line line : lines) {
      String segmentId = line.text("segmentMessageId");
      String key = segmentId.isEmpty() ? line.text("messageId") : segmentId;
      events.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
    }
    return events.values().stream().map(EventSearch::event).toList();
  }

  private static Json event(List<Line> lines) {
    Line last = lines.getLast();
    return new JsonBuilder()
        .put("segmentMessageId", last.text("segmentMessageId"))
        .put("messageId", last.text("messageId"))
        .put("group", last.text("group"))
        .put("outcome", last.text("outcome"))
        .put("lines", lines.stream().map(line -> EventSearch.step(line).json()).toList())
        .json();
  }

  /// What one line says.
  static JsonBuilder step(Line line) {
    String reason = line.text("reason");
    return new JsonBuilder()
        .put("at", line.at().toString())
        .put("function", line.function())
        .put("outcome", line.text("outcome"))
        .put("words", CodeDescriptions.outcome(line.text("outcome"), reason, line.text("detail")))
        .put("reason", reason)
        .put("detail", line.text("detail"))
        .put("rule", CodeDescriptions.rule(reason))
        .put("document", ReasonDocuments.of(line.text("outcome"), reason))
        .put("receives", line.text("receives"))
        .put("optOutsLost", line.text("optOutsLost"))
        .put("optOutsBeforeOptIn", line.text("optOutsBeforeOptIn"));
  }
}
