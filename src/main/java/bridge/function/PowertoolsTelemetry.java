package bridge.function;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// The report as log lines and as CloudWatch's embedded metrics, by Powertools. What an invocation
/// counts is summed up and leaves with [#flush]. Dimensions: Service and Stage, and Reason where
/// there is one. Lines and metrics carry the version.
public final class PowertoolsTelemetry implements Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger("bridge");

  private final String namespace;
  private final String service;
  private final String stage;
  private final String function;
  private final Map<Metric, Double> counts = new TreeMap<>();
  private final Map<Metric, Map<String, Double>> countsByReason = new TreeMap<>();
  private final Map<Metric, List<Double>> measures = new TreeMap<>();

  /// What Powertools says of the invocation on its own thread, for the lines of all others.
  private volatile Map<String, String> invocation = Map.of("version", Version.CURRENT);

  private boolean isWarm;

  /// @param function which of the bridge's functions reports, the reason of its cold starts
  public PowertoolsTelemetry(Settings settings, String function) {
    this.function = function;
    this.namespace = settings.text("POWERTOOLS_METRICS_NAMESPACE", "RegalBridge");
    this.service = settings.text("POWERTOOLS_SERVICE_NAME", "regal-bridge");
    this.stage = settings.text("STACK_NAME", "local");
  }

  /// An invocation begins on this thread: its fields stand in all its lines, and the first one of
  /// an environment counts as a cold start.
  synchronized void beginInvocation() {
    MDC.put("version", Version.CURRENT);
    MDC.put("cold_start", String.valueOf(!isWarm)); // Powertools forgets it after a restore
    if (!isWarm) {
      isWarm = true;
      count(Metric.COLD_START, function, 1);
    }
    Map<String, String> fields = MDC.getCopyOfContextMap();
    invocation = fields == null ? Map.of() : Map.copyOf(fields);
  }

  /// Before the snapshot: first use of lines and metrics.
  void recordPriming(int status) {
    log("primed", Map.of("status", Integer.toString(status)));
    count(Metric.PRIMED, 1);
    flush();
  }

  @Override
  public synchronized void count(Metric metric, double value) {
    if (metric.unit() == Metric.Unit.COUNT) {
      counts.merge(metric, value, Double::sum);
    } else {
      measures.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value);
    }
  }

  @Override
  public synchronized void count(Metric metric, String reason, double value) {
    count(metric, value);
    countsByReason.computeIfAbsent(metric, _ -> new TreeMap<>()).merge(reason, value, Double::sum);
  }

  @Override
  public void log(String what, Map<String, String> fields) {
    runInContext(() -> LOG.info(what, StructuredArguments.entries(fields)));
  }

  @Override
  public void warn(String what, Map<String, String> fields) {
    runInContext(() -> LOG.warn(what, StructuredArguments.entries(fields)));
  }

  /// Writes what was counted since the last flush; never throws. Powertools keeps one sheet per
  /// process, so reports that share a process take turns.
  public void flush() {
    synchronized (PowertoolsTelemetry.class) {
      write();
    }
  }

  /// The logging context is the thread's own, and people are served on threads of their own.
  private void runInContext(Runnable line) {
    Map<String, String> own = MDC.getCopyOfContextMap();
    if (own != null && own.containsKey("version")) {
      line.run();
      return;
    }
    MDC.setContextMap(invocation);
    try {
      line.run();
    } finally {
      MDC.clear();
    }
  }

  private synchronized void write() {
    if (counts.isEmpty() && measures.isEmpty()) {
      return;
    }
    try {
      Metrics metrics = MetricsFactory.getMetricsInstance();
      try {
        addMetrics(metrics);
      } finally {
        metrics.flush();
      }
    } catch (RuntimeException e) {
      LOG.warn("metrics not written", StructuredArguments.entry("cause", e.getClass().getName()));
    } finally {
      counts.clear();
      measures.clear();
      countsByReason.clear();
    }
  }

  private void addMetrics(Metrics metrics) {
    metrics.setNamespace(namespace);
    metrics.addMetadata("Version", Version.CURRENT);
    metrics.setDefaultDimensions(DimensionSet.of("Service", service, "Stack", stage));
    counts.forEach((metric, sum) -> metrics.addMetric(metric.metricName(), sum, unit(metric)));
    measures.forEach(
        (metric, values) ->
            values.forEach(value -> metrics.addMetric(metric.metricName(), value, unit(metric))));
    countsByReason.forEach(
        (metric, sums) -> sums.forEach((reason, sum) -> flushOne(metrics, metric, reason, sum)));
  }

  private void flushOne(Metrics metrics, Metric metric, String reason, double sum) {
    metrics.flushSingleMetric(
        metric.metricName(),
        sum,
        unit(metric),
        namespace,
        DimensionSet.of("Service", service, "Stack", stage, "Reason", reason));
  }

  private static MetricUnit unit(Metric metric) {
    return switch (metric.unit()) {
      case COUNT -> MetricUnit.COUNT;
      case MILLISECONDS -> MetricUnit.MILLISECONDS;
      case PER_SECOND -> MetricUnit.COUNT_SECOND;
    };
  }
}
