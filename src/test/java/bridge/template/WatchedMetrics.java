package bridge.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metrics that alarms and dashboard watch, each as `namespace name {dimension=value, ...}`
/// with values as Fn::Sub takes them.
public final class WatchedMetrics {
  private static final Pattern SEARCH =
      Pattern.compile(
          "SEARCH\\('\\{RegalBridge,Reason,Service,Stack} MetricName=\"(\\w+)\""
              + " Stack=\"\\$\\{AWS::StackName}\"','Sum',300\\)");

  private WatchedMetrics() {}

  /// The metrics of all alarms, and those that their expressions add up.
  public static List<String> ofAlarms(Template template) {
    List<String> metrics = new ArrayList<>();
    for (String alarm : template.pathsOf("AWS::CloudWatch::Alarm")) {
      if (template.find(alarm + "/Properties/Metrics") == null) {
        metrics.add(metric(template, alarm + "/Properties"));
      }
      for (int i = 1; template.find(alarm + "/Properties/Metrics/" + i) != null; i++) {
        metrics.add(metric(template, alarm + "/Properties/Metrics/" + i + "/MetricStat/Metric"));
      }
    }
    return metrics;
  }

  private static String metric(Template template, String path) {
    Map<String, String> dimensions = new TreeMap<>();
    for (int i = 0; template.find(path + "/Dimensions/" + i) != null; i++) {
      String value = template.text(path + "/Dimensions/" + i + "/Value");
      dimensions.put(
          template.text(path + "/Dimensions/" + i + "/Name"),
          value.replaceFirst("^\\{(?:Ref|Fn::GetAtt)=(.+)}$", "\\${$1}"));
    }
    String name = template.text(path + "/Namespace") + " " + template.text(path + "/MetricName");
    return name + " " + dimensions;
  }

  /// The metrics that the dashboard charts one by one.
  public static List<String> ofDashboard(Template template) {
    List<String> metrics = new ArrayList<>();
    List<String> row = List.of();
    for (List<?> parts : charted(template)) {
      List<String> texts =
          parts.stream().filter(String.class::isInstance).map(String::valueOf).toList();
      if (!texts.isEmpty()) {
        row = expand(texts, row);
        Map<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i < row.size(); i += 2) {
          dimensions.put(row.get(i), row.get(i + 1));
        }
        metrics.add(row.get(0) + " " + row.get(1) + " " + dimensions);
      }
    }
    return metrics;
  }

  /// The names of the metrics that the dashboard charts by reason.
  public static List<String> searched(Template template) {
    List<String> names = new ArrayList<>();
    for (List<?> parts : charted(template)) {
      if (parts.getFirst() instanceof Map<?, ?> search) {
        Matcher found = SEARCH.matcher(String.valueOf(search.get("expression")));
        if (!found.matches()) {
          throw new AssertionError(search);
        }
        names.add(found.group(1));
      }
    }
    return names;
  }

  /// `.` repeats the part above it, `...` all parts that are not written.
  private static List<String> expand(List<String> parts, List<String> above) {
    List<String> row = new ArrayList<>();
    if (parts.getFirst().equals("...")) {
      row.addAll(above.subList(0, above.size() - parts.size() + 1));
      row.addAll(parts.subList(1, parts.size()));
      return row;
    }
    for (String part : parts) {
      row.add(part.equals(".") ? above.get(row.size()) : part);
    }
    return row;
  }

  private static List<List<?>> charted(Template template) {
    Template body = template.dashboard();
    List<List<?>> charted = new ArrayList<>();
    for (int i = 0; body.find("widgets/" + i) != null; i++) {
      if (body.find("widgets/" + i + "/properties/metrics") instanceof List<?> metrics) {
        metrics.forEach(metric -> charted.add((List<?>) metric));
      }
    }
    return charted;
  }
}
