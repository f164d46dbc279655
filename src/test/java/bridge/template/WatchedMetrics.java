package bridge.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/// The metrics that alarms and dashboard watch, each as `namespace name {dimension=value, ...}`
/// with values as Fn::Sub takes them.
public final class WatchedMetrics {
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

  /// The metrics that CloudWatch counts in the webhook's access log, each with its filter pattern.
  public static Map<String, String> ofFilters(Template template) {
    String format =
        template.text("Resources/WebhookApi/Properties/AccessLogSettings/Format/Fn::Sub");
    Map<String, Object> line = new Template(new Yaml().load(format)).root();
    Map<String, String> metrics = new TreeMap<>();
    for (String filter : template.pathsOf("AWS::Logs::MetricFilter")) {
      String path = filter + "/Properties/MetricTransformations/0/";
      Map<String, String> dimensions = new TreeMap<>();
      for (int i = 0; template.find(path + "Dimensions/" + i) != null; i++) {
        String field = template.text(path + "Dimensions/" + i + "/Value").replace("$.", "");
        dimensions.put(
            template.text(path + "Dimensions/" + i + "/Key"), String.valueOf(line.get(field)));
      }
      String name =
          template.text(path + "MetricNamespace") + " " + template.text(path + "MetricName");
      metrics.put(name + " " + dimensions, template.text(filter + "/Properties/FilterPattern"));
    }
    return metrics;
  }

  /// A metric as `namespace name {dimension=value, ...}`, the dimensions in alphabetical order.
  public static String metric(Template template, String path) {
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

  /// The metrics of the dashboard's charts; those that a chart searches have the reason `*`.
  public static List<String> ofDashboard(Template template) {
    Template body = template.dashboard();
    List<String> metrics = new ArrayList<>();
    for (int i = 0; body.find("widgets/" + i) != null; i++) {
      List<String> row = List.of();
      String path = "widgets/" + i + "/properties/metrics/";
      for (int j = 0; body.find(path + j) instanceof List<?> parts; j++) {
        if (parts.getFirst() instanceof Map<?, ?> search) {
          metrics.add(searched(String.valueOf(search.get("expression"))));
        } else {
          row =
              expand(
                  parts.stream().filter(String.class::isInstance).map(String::valueOf).toList(),
                  row);
          Map<String, String> dimensions = new TreeMap<>();
          for (int k = 2; k < row.size(); k += 2) {
            dimensions.put(row.get(k), row.get(k + 1));
          }
          metrics.add(row.get(0) + " " + row.get(1) + " " + dimensions);
        }
      }
    }
    return metrics;
  }

  private static String searched(String expression) {
    return expression.replaceFirst(
        "^SEARCH\\('\\{RegalBridge,Reason,Service,Stack} MetricName=\"(\\w+)\""
            + " Stack=\"(\\S+)\"','Sum',300\\)$",
        "RegalBridge $1 {Reason=*, Service=regal-bridge, Stack=$2}");
  }

  /// `.` repeats the part above it, `...` all parts that are not written.
  private static List<String> expand(List<String> parts, List<String> above) {
    boolean isShort = parts.getFirst().equals("...");
    int skipped = isShort ? above.size() - parts.size() + 1 : 0;
    List<String> row = new ArrayList<>(above.subList(0, skipped));
    for (String part : isShort ? parts.subList(1, parts.size()) : parts) {
      row.add(part.equals(".") ? above.get(row.size()) : part);
    }
    return row;
  }
}
