package bridge.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/// One alarm of a stack.
///
/// @param name in the template
/// @param state CloudWatch's; empty where the alarm does not exist
/// @param since when it got that state; null where CloudWatch does not say
/// @param parts the alarms of a composite alarm's rule, by their names in the template; empty for
///   others
public record StackAlarm(String name, String state, @Nullable Instant since, Set<String> parts) {
  private static final List<String> TYPES =
      List.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
  private static final Pattern PART = Pattern.compile("ALARM\\(\"?([^\")]+)\"?\\)");
  private static final int MOST_AT_ONCE = 100; // CloudWatch, alarms by name

  public StackAlarm {
    parts = Set.copyOf(parts);
  }

  /// All of the stack, ordered by name.
  public static List<StackAlarm> readAll(StackClients clients, StackResources resources) {
    Map<String, String> names = resources.ofTypes(TYPES);
    DescribeAlarmsResponse answer =
        AwsCallException.call(
            "cloudwatch:DescribeAlarms",
            () ->
                clients
                    .cloudWatch()
                    .describeAlarms(
                        r ->
                            r.alarmNames(names.values())
                                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                                .maxRecords(MOST_AT_ONCE)));
    Map<String, MetricAlarm> metric =
        answer.metricAlarms().stream()
            .collect(Collectors.toMap(MetricAlarm::alarmName, Function.identity()));
    Map<String, CompositeAlarm> composite =
        answer.compositeAlarms().stream()
            .collect(Collectors.toMap(CompositeAlarm::alarmName, Function.identity()));
    List<StackAlarm> alarms = new ArrayList<>();
    names.forEach(
        (name, physical) ->
            alarms.add(of(name, metric.get(physical), composite.get(physical), names)));
    return alarms;
  }

  private static StackAlarm of(
      String name,
      @Nullable MetricAlarm metric,
      @Nullable CompositeAlarm composite,
      Map<String, String> names) {
    if (metric != null) {
      return new StackAlarm(
          name, metric.stateValueAsString(), metric.stateTransitionedTimestamp(), Set.of());
    }
    return composite == null
        ? new StackAlarm(name, "", null, Set.of())
        : new StackAlarm(
            name,
            composite.stateValueAsString(),
            composite.stateTransitionedTimestamp(),
            parts(composite.alarmRule(), names));
  }

  private static Set<String> parts(@Nullable String rule, Map<String, String> names) {
    var parts = new TreeSet<String>();
    PART.matcher(rule == null ? "" : rule)
        .results()
        .forEach(
            part ->
                names.forEach(
                    (name, physical) -> {
                      if (physical.equals(part.group(1))) {
                        parts.add(name);
                      }
                    }));
    return parts;
  }

  public boolean isComposite() {
    return !parts.isEmpty();
  }
}
