package bridge.bench;

import bridge.emulator.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How many classes outside the JDK's archive a function may load until its first answer. The count
/// is free of noise, so this alone of all that is measured may fail a build.
final class ClassBudgets {
  private static final Map<String, Integer> BUDGETS =
      Map.of(
          "hello", 400,
          "ingest", 3_560,
          "ingest, restored", 100,
          "dispatch", 4_450,
          "dispatch, no table", 3_920);
  private static final int LARGEST_ORIGINS = 15;

  private ClassBudgets() {}

  /// Ends the command with an error where one is exceeded, and says where the classes come from.
  static MeasurementResult check() throws IOException, InterruptedException {
    Map<String, LoadedClasses> loaded = ColdStart.classes();
    Map<String, Double> figures = new HashMap<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> over = new ArrayList<>();
    loaded.forEach(
        (name, classes) -> {
          int budget = BUDGETS.getOrDefault(name, 0);
          int counted = classes.outsideArchive();
          rows.add(ResultTable.row(name, counted, budget));
          figures.put("classes." + name, (double) counted);
          if (counted > budget) {
            over.add(name + " is over its budget");
          }
        });
    ResultTable budgets =
        ResultTable.of(
            "classes: loaded outside the archive until the first answer",
            "function | classes | budget",
            rows);
    ResultTable origins = origins(loaded);
    if (!over.isEmpty()) {
      throw new UsageException(budgets.markdown() + origins.markdown() + String.join("\n", over));
    }
    return new MeasurementResult("classes", List.of(budgets, origins), figures);
  }

  /// Whose the classes are, a column for each function, the most of all functions first.
  private static ResultTable origins(Map<String, LoadedClasses> loaded) {
    Map<String, Integer> most = new TreeMap<>();
    for (LoadedClasses classes : loaded.values()) {
      classes.byOrigin().forEach((origin, count) -> most.merge(origin, count, Math::max));
    }
    List<List<String>> rows =
        most.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(LARGEST_ORIGINS)
            .map(
                origin ->
                    ResultTable.row(
                        Stream.concat(
                                Stream.of(origin.getKey()),
                                loaded.values().stream()
                                    .map(c -> c.byOrigin().getOrDefault(origin.getKey(), 0)))
                            .toArray()))
            .toList();
    List<String> titles = Stream.concat(Stream.of("whose"), loaded.keySet().stream()).toList();
    return new ResultTable("classes: whose they are", titles, rows);
  }
}
