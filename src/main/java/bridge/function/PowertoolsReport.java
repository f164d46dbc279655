package bridge.function;

import bridge.report.Metric;
import bridge.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The report as log lines and as CloudWatch's embedded metrics, by Powertools. What an invocation
/// counts is summed up and leaves with [#flush]. Dimensions: Service and Stage, and Reason where
/// there is one.
public final class PowertoolsReport implements Report {
  private static final Logger LOG = LoggerFactory.getLogger("bridge");

  private final String namespace;
  private final String service;
  private final String stage;
  private final Map<Metric, Double> counts = new TreeMap<>();
  private final Map<Metric, Map<String, Double>> countsByReason = new TreeMap<>();
  private final Map<Metric, List<Double>> measures = new TreeMap<>();

  public PowertoolsReport(Settings settings) {
    this.namespace = settings.text("POWERTOOLS_METRICS_NAMESPACE", "RegalBridge");
    this.service = settings.text("POWERTOOLS_SERVICE_NAME", "regal-bridge");
    this.stage = settings.text("STAGE", "local");
  }

  @Override
  public synchronized void add(Metric metric, double value) {
    if (metric.unit() == Metric.Unit.COUNT) {
      counts.merge(metric, value, Double::sum);
    } else {
      measures.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
    }
  }

  @Override
  public synchronized void add(Metric metric, String reason, double value) {
    add(metric, value);
    countsByReason.computeIfAbsent(metric, _ -> new TreeMap<>()).merge(reason, value, Double::sum);
  }

  @Override
  public void line(String what, Map<String, String> fields) {
    LOG.info(what, StructuredArguments.entries(fields));
  }

  @Override
  public void warn(String what, Map<String, String> fields) {
    LOG.warn(what, StructuredArguments.entries(fields));
  }

  /// Writes what was counted since the last flush; never throws.
  public synchronized void flush() {
    if (counts.isEmpty() && measures.isEmpty()) {
      return;
    }
    Metrics metrics = MetricsFactory.getMetricsInstance();
    try {
      metrics.setNamespace(namespace);
      metrics.setDefaultDimensions(DimensionSet.of("Service", service, "Stage", stage));
      counts.forEach((metric, sum) -> metrics.addMetric(metric.metricName(), sum, unit(metric)));
      measures.forEach(
          (metric, values) ->
              values.forEach(value -> metrics.addMetric(metric.metricName(), value, unit(metric))));
      countsByReason.forEach(
          (metric, sums) -> sums.forEach((reason, sum) -> flushOne(metrics, metric, reason, sum)));
    } catch (RuntimeException e) {
      LOG.warn("metrics not written", StructuredArguments.entry("cause", e.getClass().getName()));
    } finally {
      counts.clear();
      measures.clear();
      countsByReason.clear();
      metrics.flush();
    }
  }

  private void flushOne(Metrics metrics, Metric metric, String reason, double sum) {
    metrics.flushSingleMetric(
        metric.metricName(),
        sum,
        unit(metric),
        namespace,
        DimensionSet.of("Service", service, "Stage", stage, "Reason", reason));
  }

  private static MetricUnit unit(Metric metric) {
    return switch (metric.unit()) {
      case COUNT -> MetricUnit.COUNT;
      case MILLISECONDS -> MetricUnit.MILLISECONDS;
      case PER_SECOND -> MetricUnit.COUNT_SECOND;
    };
  }
}
