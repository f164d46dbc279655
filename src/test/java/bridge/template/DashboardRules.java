package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The dashboard answers: is it flowing, how late, what is dropped and why.
public final class DashboardRules {
  private static final String WIDGETS =
      """
      Alarms:
      Is it flowing: events per minute: Accepted Delivered Skipped DeadLettered
      Webhook: requests and errors per minute: AWS/ApiGateway/Count AWS/ApiGateway/4xx AWS/ApiGateway/5xx
      How late: delivery latency (ms): DeliveryLatency DeliveryLatency DeliveryLatency
      How late: oldest waiting event (s): AWS/SQS/ApproximateAgeOfOldestMessage AWS/SQS/ApproximateAgeOfOldestMessage
      Dropped and why: dead-lettered by reason: DeadLettered*
      Dropped and why: skipped by reason: Skipped*
      Waiting: messages in the queues: AWS/SQS/ApproximateNumberOfMessagesVisible AWS/SQS/ApproximateNumberOfMessagesVisible AWS/SQS/ApproximateNumberOfMessagesVisible AWS/SQS/ApproximateNumberOfMessagesNotVisible AWS/SQS/ApproximateNumberOfMessagesNotVisible
      Regal: retried by reason: Retried* UnknownOutcome
      Regal: latency (ms): RegalLatency RegalLatency
      Regal: circuit breaker, key, endpoint, request rate: BreakerOpen CredentialsRejected EndpointRejected AllowedRequestRate
      Webhook: latency (ms): AWS/ApiGateway/Latency AWS/ApiGateway/Latency
      Data quality: warnings by code: Warnings*
      Webhook: responses by status: WebhookResponses*
      Webhook: rejected signatures, unsigned requests, cold starts: SignatureRejected Unsigned ColdStart
      State table: duplicates suppressed, visitors resolved, calls failed: DuplicatesSuppressed VisitorsResolved StateUnavailable
      State table: rows read and written: TableReads TableWrites
      Dropped and why: the latest events:
      """;

  private static final Pattern SEARCH =
      Pattern.compile(
          "SEARCH\\('\\{RegalBridge,Reason,Service,Stack} MetricName=\"(\\w+)\""
              + " Stack=\"\\$\\{AWS::StackName}\"','Sum',300\\)");

  private DashboardRules() {}

  static void widgets(Template template) {
    List<String> rows = new ArrayList<>();
    for (Json.Obj widget : all(template)) {
      String metrics =
          metrics(widget).stream()
              .map(row -> name(row).replace("RegalBridge/", ""))
              .collect(Collectors.joining(" "));
      rows.add((text(properties(widget).get("title")) + ": " + metrics).strip());
    }

    assertThat(rows).containsExactlyInAnyOrderElementsOf(WIDGETS.lines().toList());
    assertThat(template.at("Resources/Dashboard/Type")).isEqualTo("AWS::CloudWatch::Dashboard");
  }

  static void alarmsAreShown(Template template) {
    String body = body(template);
    for (String alarm : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      assertThat(body).contains("\"${" + alarm + ".Arn}\"");
    }
  }

  static void dropsAreListed(Template template) {
    assertThat(body(template))
        .contains(
            "SOURCE '${IngestLogs}' | SOURCE '${DispatchLogs}' | SOURCE '${BulkDispatchLogs}'")
        .contains("filter outcome in ['dead_lettered', 'skipped']");
  }

  /// The code's own metrics that are charted one by one.
  public static List<WatchedMetric> chartedMetrics(Template template) {
    List<WatchedMetric> chartedMetrics = new ArrayList<>();
    for (Json.Obj widget : all(template)) {
      for (List<String> row : metrics(widget)) {
        if (row.getFirst().equals("RegalBridge")) {
          List<String> dimensions = new ArrayList<>();
          for (int i = 2; i + 1 < row.size(); i += 2) {
            dimensions.add(row.get(i) + "=" + row.get(i + 1));
          }
          chartedMetrics.add(new WatchedMetric(row.get(1), dimensions));
        }
      }
    }
    return chartedMetrics;
  }

  /// The code's own metrics that are charted by their reasons.
  public static Set<String> searchedMetrics(Template template) {
    Set<String> searchedMetrics = new TreeSet<>();
    for (Json.Obj widget : all(template)) {
      metrics(widget).stream()
          .map(DashboardRules::name)
          .filter(name -> name.endsWith("*"))
          .forEach(name -> searchedMetrics.add(name.replace("*", "")));
    }
    return searchedMetrics;
  }

  private static String name(List<String> row) {
    return row.size() == 1 ? row.getFirst() + "*" : row.get(0) + "/" + row.get(1);
  }

  /// A widget's metrics, each written out: `.` repeats the part above it, `...` all parts that are
  /// not written, and a search is its metric alone.
  private static List<List<String>> metrics(Json.Obj widget) {
    List<List<String>> rows = new ArrayList<>();
    for (Json metric : list(properties(widget).get("metrics"))) {
      List<Json> parts = list(metric);
      if (parts.getFirst() instanceof Json.Obj search) {
        Matcher found = SEARCH.matcher(text(search.get("expression")));
        assertThat(found.matches()).as(text(search.get("expression"))).isTrue();
        rows.add(List.of(found.group(1)));
      } else {
        rows.add(expand(parts, rows.isEmpty() ? List.of() : rows.getLast()));
      }
    }
    return rows;
  }

  private static List<String> expand(List<Json> parts, List<String> above) {
    List<String> texts =
        parts.stream().filter(Json.Text.class::isInstance).map(DashboardRules::text).toList();
    if (texts.getFirst().equals("...")) {
      List<String> row = new ArrayList<>(above.subList(0, above.size() - texts.size() + 1));
      row.addAll(texts.subList(1, texts.size()));
      return row;
    }
    List<String> row = new ArrayList<>();
    for (String text : texts) {
      row.add(text.equals(".") ? above.get(row.size()) : text);
    }
    return row;
  }

  private static List<Json.Obj> all(Template template) {
    try {
      Json.Obj root = (Json.Obj) new JsonReader(20).read(body(template));
      return list(root.get("widgets")).stream().map(Json.Obj.class::cast).toList();
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static String body(Template template) {
    return String.valueOf(template.at("Resources/Dashboard/Properties/DashboardBody/Fn::Sub"));
  }

  private static Json.Obj properties(Json.Obj widget) {
    return widget.get("properties") instanceof Json.Obj properties
        ? properties
        : new Json.Obj(Map.of());
  }

  private static List<Json> list(@Nullable Json json) {
    return json instanceof Json.Arr(List<Json> elements) ? elements : List.of();
  }

  private static String text(@Nullable Json json) {
    return json instanceof Json.Text(String text) ? text : "";
  }
}
