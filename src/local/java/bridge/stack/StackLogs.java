package bridge.stack;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// A search through the functions' log lines.
///
/// @param stack its name, in the names of the log groups
/// @param until when the search ends, with what it has found
public record StackLogs(StackClients clients, String stack, Instant until) {
  private static final JsonReader JSON = new JsonReader(10);

  /// Of each function. An event is tried 1,000 times at most.
  private static final int MOST_LINES = 2_000;

  /// One line.
  ///
  /// @param function as `dispatch`
  public record Line(Instant at, String function, Json.Obj fields) {
    /// Empty where there is no such text.
    public String text(String field) {
      return fields.get(field) instanceof Json.Text(String text) ? text : "";
    }
  }

  /// What a search found.
  ///
  /// @param lines the oldest first
  /// @param isComplete whether everything was searched
  public record Found(List<Line> lines, boolean isComplete) {
    public Found {
      lines = List.copyOf(lines);
    }
  }

  /// The lines since a time that match CloudWatch's filter pattern.
  ///
  /// @param functions as `dispatch`
  public Found search(List<String> functions, String pattern, Instant since) {
    List<Line> lines = new ArrayList<>();
    boolean isComplete = true;
    for (String function : functions) {
      isComplete &= search(function, pattern, since, lines);
    }
    lines.sort(Comparator.comparing(Line::at));
    return new Found(lines, isComplete);
  }

  private boolean search(String function, String pattern, Instant since, List<Line> lines) {
    int most = lines.size() + MOST_LINES;
    String token = null;
    do {
      FilterLogEventsResponse page = page(function, pattern, since, token);
      for (FilteredLogEvent event : page.events()) {
        add(function, event, lines);
      }
      token = page.nextToken();
    } while (token != null && lines.size() < most && Instant.now().isBefore(until));
    return token == null;
  }

  private FilterLogEventsResponse page(
      String function, String pattern, Instant since, @Nullable String token) {
    return AwsCallException.call(
        "logs:FilterLogEvents",
        () ->
            clients
                .logs()
                .filterLogEvents(
                    r ->
                        r.logGroupName("/aws/lambda/" + stack + "-" + function)
                            .startTime(since.toEpochMilli())
                            .filterPattern(pattern)
                            .nextToken(token)));
  }

  private static void add(String function, FilteredLogEvent event, List<Line> lines) {
    try {
      if (JSON.read(event.message()) instanceof Json.Obj fields) {
        lines.add(new Line(Instant.ofEpochMilli(event.timestamp()), function, fields));
      }
    } catch (JsonException _) {
      return; // no line of a function
    }
  }
}
