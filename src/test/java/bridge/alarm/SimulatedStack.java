package bridge.alarm;

import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchContext;
import bridge.dispatch.DispatchSettings;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.json.Json;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import bridge.regal.Delivery;
import bridge.regal.RegalRequest;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.template.Template;
import bridge.template.WatchedMetrics;
import bridge.translate.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stack, minute by minute, and the metrics that CloudWatch has of it. Dispatch, its circuit
/// breaker and its backoff are the deployed ones; webhook, queue and Lambda are models.
final class SimulatedStack implements Telemetry {
  private static final String QUEUE = "${EventsQueue.QueueName}";
  private static final String STACK = "Service=regal-bridge, Stack=${AWS::StackName}}";

  final FakeRegal regal;
  final FakeSecret key = new FakeSecret();
  final MetricHistory history = new MetricHistory();
  boolean isDeliveryStopped;

  /// How the webhook answers; 0 for no request at all.
  int status = 200;

  private final FakePlatform platform = new FakePlatform();
  private final FakeQueue visibility = new FakeQueue();
  private final Map<String, String> filters;
  private final Dispatch dispatch;
  private final Map<String, Waiting> queue = new LinkedHashMap<>();
  private final Instant start = platform.now();
  private int events;

  private record Waiting(ReceivedEvent event, Instant visibleAt) {}

  SimulatedStack(Template template) {
    this.filters = WatchedMetrics.ofFilters(template);
    this.regal = new FakeRegal(platform);
    this.dispatch =
        new Dispatch(
            DispatchSettings.DEFAULT,
            (body, _, _) ->
                new Translation.Send(new RegalRequest(new Json.Obj(Map.of()), body), List.of()),
            new DispatchContext(
                platform,
                this,
                regal,
                key,
                new DispatchContext.Queues(QUEUE, visibility, new FakeQueue()),
                StateStore.NONE));
  }

  /// One request, as the webhook answers now; with 200 its event is in the queue.
  void post(String person) {
    if (status == 0) {
      return;
    }
    request("POST", status);
    if (status == 423) {
      count(Metric.SIGNATURE_REJECTED, 1);
    }
    if (status == 200) {
      String id = "e" + events++;
      count(Metric.ACCEPTED, 1);
      queue.put(
          id,
          new Waiting(
              new ReceivedEvent(id, id, person, id, platform.now(), 1, person, Map.of()),
              platform.now()));
    }
  }

  /// Whether Regal takes so long that one environment delivers 30 events a minute.
  void setSlow(boolean isSlow) {
    regal.respondWith(
        (_, _) -> {
          platform.advance(Duration.ofSeconds(isSlow ? 20 : 0));
          return new Delivery.Accepted(200);
        });
  }

  /// API Gateway's metrics and access log of a request.
  void request(String method, int status) {
    String api = " {ApiId=${WebhookApi}}";
    history.add("AWS/ApiGateway 5xx" + api, minute(), status >= 500 ? 1 : 0);
    history.add("AWS/ApiGateway Latency" + api, minute(), 200);
    filters.forEach(
        (metric, pattern) -> {
          if (AccessLogFilter.matches(pattern, method, status)) {
            history.add(metric, minute(), 1);
          }
        });
  }

  /// Everything until the end of this minute: one environment of dispatch takes what is visible.
  void endMinute() throws InterruptedException {
    Instant end = start.plusSeconds(60L * (minute() + 1));
    List<ReceivedEvent> batch = receive();
    while (!batch.isEmpty() && platform.now().isBefore(end)) {
      history.add("AWS/Lambda Errors {FunctionName=${DispatchFunction}}", minute(), 0);
      deliver(batch);
      batch = receive();
    }
    int minute = minuteBefore(end);
    int visible = (int) queue.values().stream().filter(this::isVisible).count();
    sqs("ApproximateNumberOfMessagesVisible", minute, visible);
    sqs("ApproximateNumberOfMessagesNotVisible", minute, queue.size() - visible);
    sqs("NumberOfMessagesDeleted", minute, 0);
    if (platform.now().isBefore(end)) {
      platform.advance(Duration.between(platform.now(), end));
    }
  }

  int minute() {
    return (int) Duration.between(start, platform.now()).toMinutes();
  }

  private int minuteBefore(Instant end) {
    return (int) Duration.between(start, end).toMinutes() - 1;
  }

  /// Up to ten visible messages of people of whom none is hidden.
  private List<ReceivedEvent> receive() {
    List<ReceivedEvent> batch = new ArrayList<>();
    if (isDeliveryStopped) {
      return batch;
    }
    Set<String> hidden = new HashSet<>();
    for (Waiting each : queue.values()) {
      boolean isFree = isVisible(each) && !hidden.contains(each.event().group());
      if (isFree && batch.size() < 10) {
        batch.add(each.event());
      } else if (!isFree) {
        hidden.add(each.event().group());
      }
    }
    return batch;
  }

  private void deliver(List<ReceivedEvent> batch) throws InterruptedException {
    List<String> unfinished = dispatch.handle(batch, platform.now().plusSeconds(60));
    for (ReceivedEvent event : batch) {
      if (!unfinished.contains(event.messageId())) {
        queue.remove(event.messageId());
        sqs("NumberOfMessagesDeleted", minute(), 1);
      }
    }
    for (VisibilityChange change : visibility.visibilityChanges()) {
      queue.replace(
          change.message().messageId(),
          new Waiting(change.message(), platform.now().plus(change.hidden())));
    }
  }

  private boolean isVisible(Waiting waiting) {
    return !waiting.visibleAt().isAfter(platform.now());
  }

  private void sqs(String metric, int minute, double value) {
    history.add("AWS/SQS " + metric + " {QueueName=" + QUEUE + "}", minute, value);
  }

  @Override
  public void count(Metric metric, double value) {
    history.add("RegalBridge " + metric.metricName() + " {" + STACK, minute(), value);
  }

  @Override
  public void count(Metric metric, String reason, double value) {
    count(metric, value);
    String dimensions = " {Reason=" + reason + ", " + STACK;
    history.add("RegalBridge " + metric.metricName() + dimensions, minute(), value);
  }

  @Override
  public void log(String what, Map<String, String> fields) {}

  @Override
  public void warn(String what, Map<String, String> fields) {}
}
