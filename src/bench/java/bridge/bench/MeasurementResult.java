package bridge.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one measurement found: tables for people, and figures by name for goals, plot and cost.
record MeasurementResult(String name, List<ResultTable> tables, Map<String, Double> figures) {
  MeasurementResult {
    tables = List.copyOf(tables);
    figures = new TreeMap<>(figures);
  }
}
