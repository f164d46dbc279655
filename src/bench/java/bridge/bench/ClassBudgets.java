package bridge.bench;

import bridge.emulator.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many classes outside the JDK's archive a function may load until its first answer. The count
/// is free of noise, so this alone of all that is measured may fail a build.
final class ClassBudgets {
  private static final Map<String, Integer> BUDGETS = new LinkedHashMap<>();
  private static final int LARGEST_ORIGINS = 15;

  static {
    BUDGETS.put("hello", 400);
    BUDGETS.put("ingest", 3_560);
    BUDGETS.put("ingest, restored", 100);
    BUDGETS.put("dispatch", 3_920);
  }

  private ClassBudgets() {}

  /// Ends the command with an error where one is exceeded, and says where the classes come from.
  static MeasurementResult check(RunLength runLength) throws IOException, InterruptedException {
    Map<String, LoadedClasses> loaded;
    try (BackingServices backingServices = BackingServices.start()) {
      loaded = ColdStart.classes(backingServices);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> over = new ArrayList<>();
    loaded.forEach(
        (name, classes) -> {
          int budget = BUDGETS.getOrDefault(name, Integer.MAX_VALUE);
          int counted = classes.outsideArchive();
          rows.add(List.of(name, Integer.toString(counted), Integer.toString(budget)));
          figures.put("classes." + name, (double) counted);
          if (counted > budget) {
            over.add(name + " is over its budget");
          }
        });
    ResultTable budgets =
        new ResultTable(
            "classes: loaded outside the archive until the first answer",
            List.of("function", "classes", "budget"),
            rows);
    ResultTable origins = origins(loaded);
    if (!over.isEmpty()) {
      throw new UsageException(budgets.text() + origins.text() + String.join("\n", over));
    }
    return new MeasurementResult("classes", List.of(budgets, origins), figures);
  }

  /// Whose the classes are, a column for each function, the most of all functions first.
  private static ResultTable origins(Map<String, LoadedClasses> loaded) {
    Map<String, Integer> most = new LinkedHashMap<>();
    loaded
        .values()
        .forEach(
            classes ->
                classes
                    .byOrigin()
                    .forEach((origin, count) -> most.merge(origin, count, Math::max)));
    List<String> titles = new ArrayList<>(List.of("whose"));
    titles.addAll(loaded.keySet());
    List<List<String>> rows = new ArrayList<>();
    most.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(LARGEST_ORIGINS)
        .forEach(
            origin -> {
              List<String> row = new ArrayList<>(List.of(origin.getKey()));
              loaded
                  .values()
                  .forEach(
                      classes ->
                          row.add(
                              Integer.toString(
                                  classes.byOrigin().getOrDefault(origin.getKey(), 0))));
              rows.add(row);
            });
    return new ResultTable("classes: whose they are", titles, rows);
  }
}
