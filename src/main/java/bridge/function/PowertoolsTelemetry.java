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

/// Telemetry as log lines and CloudWatch's embedded metrics, by Powertools. The counts of an
/// invocation are summed up and written by [#flush]. Dimensions: Service and Stack, and Reason if
/// there is one. Lines and metrics carry the version.
public final class PowertoolsTelemetry implements Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger("bridge");
  private static final String NAMESPACE = "RegalBridge";

  private final String service;
  private final String stack;
  private final String function;
  private final Map<Metric, Double> counts = new TreeMap<>();
  private final Map<Metric, Map<String, Double>> countsByReason = new TreeMap<>();
  private final Map<Metric, List<Double>> measures = new TreeMap<>();

  /// Powertools' log fields of the invocation, from its own thread, for the lines of all others.
  private volatile Map<String, String> invocation = Map.of("version", Version.CURRENT);

  private boolean isWarm;

  /// @param function the reporting function's name, the reason of its cold starts
  public PowertoolsTelemetry(Settings settings, String function) {
    this.function = function;
    this.service = settings.text("POWERTOOLS_SERVICE_NAME", "regal-bridge");
    this.stack = settings.text("STACK_NAME", "local");
  }

  /// Begins an invocation on this thread. Its fields are in all its lines, and the first one of an
  /// environment counts as a cold start.
  synchronized void beginInvocation() {
    MDC.put("version", Version.CURRENT);
    MDC.put("cold_start", String.valueOf(!isWarm)); // Powertools loses it after a restore
    if (!isWarm) {
      isWarm = true;
      count(Metric.COLD_START, function, 1);
    }
    Map<String, String> fields = MDC.getCopyOfContextMap();
    invocation = fields == null ? Map.of() : Map.copyOf(fields);
  }

  /// Uses log lines and metrics for the first time, before the snapshot.
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

  /// Writes what was counted since the last flush; never throws. Powertools keeps one set of
  /// metrics per process, so instances in one process write in turn.
  public void flush() {
    synchronized (PowertoolsTelemetry.class) {
      write();
    }
  }

  /// The logging context belongs to the thread, and each person's events have a thread of their
  /// own.
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
    metrics.setNamespace(NAMESPACE);
    metrics.addMetadata("Version", Version.CURRENT);
    metrics.setDefaultDimensions(DimensionSet.of("Service", service, "Stack", stack));
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
        NAMESPACE,
        DimensionSet.of("Service", service, "Stack", stack, "Reason", reason));
  }

  private static MetricUnit unit(Metric metric) {
    return switch (metric.unit()) {
      case COUNT -> MetricUnit.COUNT;
      case MILLISECONDS -> MetricUnit.MILLISECONDS;
      case SECONDS -> MetricUnit.SECONDS;
      case PER_SECOND -> MetricUnit.COUNT_SECOND;
    };
  }
}
