package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.stack.StackDescription;
import bridge.stack.StackLogs;
import bridge.stack.StackLogs.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What it can mean that no line holds an id, the likeliest first, and where to look next.
///
/// @param since how far back was searched
record NothingFound(StackDescription stack, StackLogs logs, Instant since) {
  /// At these levels dispatch writes no line per event.
  private static final Set<String> QUIET_LEVELS = Set.of("WARN", "ERROR");

  private static final String UNACCEPTED =
      """
      { ($.message = "ingest") && (($.status = "4*") || ($.status = "5*") || ($.outcome = "dead_lettered")) }\
      """;

  List<Json> reasons(SearchedId id) {
    List<Json> reasons = new ArrayList<>();
    String level = stack.parameters().getOrDefault("LogLevel", "");
    if (QUIET_LEVELS.contains(level)) {
      add(
          reasons,
          "LogLevel is %s: dispatch writes no line per event.".formatted(level),
          "Deploy LogLevel=INFO; until then only metrics say what happens.",
          "configuration.md");
    }
    unaccepted(reasons);
    add(
        reasons,
        "It waits and was not tried yet, or it waits behind an earlier event of its person, whose"
            + " lines alone are written.",
        id.isOfPerson()
            ? "See on Overview whether the queues hold events."
            : "Search by the event's userId or anonymousId, and see the queues on Overview.",
        "runbook.md#one-person-is-stuck");
    add(
        reasons,
        id.isOfPerson()
            ? "The events name the person otherwise: by a userId, if they have one; else by an"
                + " anonymousId; else by a phone or an e-mail, as Segment sent it."
            : "It is another id: Segment shows messageId in Event Delivery.",
        "Compare it with the raw event in Segment's debugger.",
        "runbook.md#did-this-persons-event-arrive");
    add(
        reasons,
        "SQS moved it to the dead letters itself, or ingest did: neither writes its id.",
        "Look for it among the dead letters.",
        "redrive.md");
    add(
        reasons,
        "It happened before %s, or over %s days ago, when its lines were deleted."
            .formatted(
                since.truncatedTo(ChronoUnit.MINUTES),
                stack.parameters().getOrDefault("LogRetentionDays", "30")),
        "Search a longer time.",
        "operations.md#logs");
    return reasons;
  }

  /// What ingest refused or dead-lettered in that time, as a count of each.
  private void unaccepted(List<Json> reasons) {
    var counts = new TreeMap<String, Integer>();
    for (Line line : logs.search(List.of("ingest"), UNACCEPTED, since).lines()) {
      String status = line.text("status");
      counts.merge(
          status.isEmpty() ? "dead-lettered, " + line.text("reason") : "responded " + status,
          1,
          Integer::sum);
    }
    if (counts.isEmpty()) {
      add(
          reasons,
          "The webhook never got it: ingest refused nothing in that time.",
          "See in Segment's Event Delivery whether it was sent, and to this stack's URL.",
          "runbook.md#silencealarm");
    } else {
      add(
          reasons,
          "It was not accepted. Requests that ingest refused, and events that it dead-lettered, in"
              + " that time: %s.".formatted(counts.toString().replaceAll("[{}]", "")),
          "Segment retries a response of 423 or 503 for four hours.",
          "webhook-api.md");
    }
  }

  private static void add(
      List<Json> reasons, String words, String advice, @Nullable String document) {
    reasons.add(
        new JsonBuilder()
            .put("words", words)
            .put("advice", advice)
            .put("document", document)
            .json());
  }
}
