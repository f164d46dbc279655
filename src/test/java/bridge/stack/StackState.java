package bridge.stack;

import bridge.emulator.LocalLambdaContext;
import bridge.fake.SeededPersonalData;
import bridge.function.RedriveFunction;
import bridge.function.Version;
import bridge.template.Template;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A deployed stack, healthy until a test changes it. Its parameters, outputs and resources are
/// those of template.yaml. What an operator may see of a person or a secret is planted in it.
public final class StackState {
  public static final String NAME = "bridge-test";
  public static final String LONG_SECRET = SeededPersonalData.SECRET + "-0123456789abcdef";

  /// The event source mappings, which SAM names after function and event.
  private static final String[] MAPPINGS = {"DispatchFunctionQueue", "BulkDispatchFunctionQueue"};

  public String status = "UPDATE_COMPLETE";
  public boolean isProtected = true;
  public boolean reportsFailures = true;
  public int concurrency = 1_000;
  public int deadLetters = 0;
  public int waiting = 0;
  public Instant secretsStoredAt = Instant.now().minus(1, ChronoUnit.DAYS);
  public final Map<String, String> parameters = new TreeMap<>();
  public final Map<String, String> outputs = new TreeMap<>();

  /// Where SQS is; null for none but the depths above.
  public @Nullable URI sqs;

  /// Where DynamoDB is; null for an empty state table.
  public @Nullable URI dynamoDb;

  public RedriveInvocation redrive =
      _ -> {
        throw new IOException("no redrive function");
      };

  /// The redrive function: its response to a request.
  public interface RedriveInvocation {
    byte[] invoke(byte[] request) throws IOException;
  }

  /// Makes the class of the redrive function respond.
  ///
  /// @param env of the function
  public void setRedrive(Map<String, String> env) {
    RedriveFunction function = new RedriveFunction(env);
    redrive =
        request -> {
          var response = new ByteArrayOutputStream();
          function.handleRequest(
              new ByteArrayInputStream(request),
              response,
              new LocalLambdaContext("redrive", Duration.ofSeconds(60)));
          return response.toByteArray();
        };
  }

  /// Types by logical id.
  public final Map<String, String> resources = new LinkedHashMap<>();

  public final Map<String, String> alarmStates = new HashMap<>();

  /// Stored texts by the output that names the secret.
  public final Map<String, String> secrets = new HashMap<>();

  /// Stored texts by the output and the stage, as `SegmentTokenName AWSPREVIOUS`.
  public final Map<String, String> otherStages = new HashMap<>();

  /// Gets a secret's output and the text that is stored from now on.
  public BiConsumer<String, String> onRotation = (_, _) -> {};

  /// State and MaximumConcurrency by logical id.
  public final Map<String, String> mappingStates = new HashMap<>();

  public final Map<String, Integer> mappingConcurrency = new HashMap<>();
  public final Map<String, Series> metrics = new HashMap<>();

  /// Log lines by function, as `dispatch`, the oldest first.
  public final Map<String, List<String>> logLines = new ConcurrentHashMap<>();

  public int logLinesPerPage = 1;

  /// ARNs by endpoint.
  public final Map<String, String> subscriptions = new LinkedHashMap<>();

  /// The one value of a metric.
  public record Series(Duration age, double value) {}

  StackState() {
    Template template = Template.read();
    for (String name : template.map("Parameters").keySet()) {
      parameters.put(name, template.text("Parameters/" + name + "/Default"));
    }
    parameters.put("AlarmEmail", SeededPersonalData.MAIL);
    template.map("Outputs").keySet().forEach(name -> outputs.put(name, name + " of the stack"));
    outputs.put("WebhookUrl", "https://abc123.execute-api.us-east-1.amazonaws.com/segment");
    outputs.put("AlarmTopicArn", "arn:aws:sns:us-east-1:123456789012:bridge-test-AlarmTopic-X");
    for (String queue : new String[] {"EventsQueue", "BulkQueue", "DeadLetterQueue"}) {
      outputs.put(
          queue + "Url", "https://sqs.us-east-1.amazonaws.com/123456789012/" + physicalId(queue));
    }
    outputs.put("Version", Version.CURRENT);
    for (String name : template.map("Resources").keySet()) {
      if (!"ExpectsTraffic".equals(template.find("Resources/" + name + "/Condition"))) {
        resources.put(name, template.text("Resources/" + name + "/Type"));
      }
    }
    for (String mapping : MAPPINGS) {
      resources.put(mapping, "AWS::Lambda::EventSourceMapping");
      mappingStates.put(mapping, "Enabled");
    }
    mappingConcurrency.putAll(Map.of(MAPPINGS[0], 10, MAPPINGS[1], 2));
    secrets.put("SegmentSecretName", "{\"current\":\"" + LONG_SECRET + "\"}");
    secrets.put("SegmentTokenName", "{\"current\":\"" + SeededPersonalData.TOKEN + "\"}");
    secrets.put("RegalSecretName", SeededPersonalData.REGAL_KEY + "\n");
    subscriptions.put(SeededPersonalData.MAIL, outputs.get("AlarmTopicArn") + ":5be4");
    String bridge = "[Service=regal-bridge, Stack=bridge-test]";
    metrics.put("RegalBridge Accepted " + bridge + " Sum", new Series(Duration.ofMinutes(10), 40));
    metrics.put("RegalBridge Delivered " + bridge + " Sum", new Series(Duration.ofMinutes(5), 38));
  }

  /// A line that a function writes.
  ///
  /// @param function as `dispatch`
  public void addLogLine(String function, String line) {
    logLines.computeIfAbsent(function, _ -> new CopyOnWriteArrayList<>()).add(line.strip());
  }

  public static String physicalId(String logicalId) {
    return NAME + "-" + logicalId + "-1X2Y";
  }

  public void setSecret(String output, String stored) {
    secrets.put(output, stored);
  }

  /// Stores a new version of a secret; the one before becomes AWSPREVIOUS.
  void rotate(String output, String stored) {
    otherStages.put(output + " AWSPREVIOUS", secrets.getOrDefault(output, ""));
    secrets.put(output, stored);
    secretsStoredAt = Instant.now();
    onRotation.accept(output, stored);
  }

  public void setMetric(String metric, Duration age, double value) {
    metrics.put(
        "RegalBridge " + metric + " [Service=regal-bridge, Stack=bridge-test] Sum",
        new Series(age, value));
  }

  /// A value of five minutes ago.
  ///
  /// @param reason empty for the metric without one
  public void setMetric(String metric, String reason, String statistic, double value) {
    metrics.put(
        "RegalBridge %s [Service=regal-bridge, Stack=bridge-test%s] %s"
            .formatted(metric, reason.isEmpty() ? "" : ", Reason=" + reason, statistic),
        new Series(Duration.ofMinutes(5), value));
  }

  public void setDeadLetterAge(Duration age) {
    setMessageAge("DeadLetterQueue", Duration.ofMinutes(5), age);
  }

  /// SQS's age of a queue's oldest message.
  ///
  /// @param measured how long ago
  public void setMessageAge(String queue, Duration measured, Duration age) {
    metrics.put(
        "AWS/SQS ApproximateAgeOfOldestMessage [QueueName=%s] Maximum".formatted(physicalId(queue)),
        new Series(measured, age.toSeconds()));
  }

  /// Dispatch's metric of a queue.
  ///
  /// @param measured how long ago
  public void setOldestWaiting(String queue, Duration measured, Duration wait) {
    metrics.put(
        "RegalBridge OldestWaiting [Service=regal-bridge, Stack=bridge-test, Reason=%s] Maximum"
            .formatted(physicalId(queue)),
        new Series(measured, wait.toSeconds()));
  }
}
