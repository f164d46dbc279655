package bridge.template;

import java.util.List;
import java.util.stream.Collectors;

/// One metric of the code's own that an alarm or a chart looks at.
///
/// @param dimensions each as `Name=Value`, the stage as it stands in the template
public record WatchedMetric(String metric, List<String> dimensions) {
  /// As CloudWatch stores it in a stack of this stage, dimensions by name.
  public String withStack(String stack) {
    return "RegalBridge "
        + metric
        + dimensions.stream()
            .map(d -> d.startsWith("Stack=") ? "Stack=" + stack : d)
            .sorted()
            .collect(Collectors.joining(", ", " {", "}"));
  }
}
