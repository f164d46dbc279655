package bridge.bench;

import bridge.local.UsageException;
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
    BUDGETS.put("ingest", 3_600);
    BUDGETS.put("ingest, restored", 250);
    BUDGETS.put("dispatch", 3_950);
  }

  private ClassBudgets() {}

  /// Ends the command with an error where one is exceeded, and says where the classes come from.
  static Findings check(Effort effort) throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    StringBuilder over = new StringBuilder();
    try (Surroundings surroundings = Surroundings.start()) {
      ColdStart.classes(surroundings)
          .forEach(
              (name, loaded) -> {
                int budget = BUDGETS.getOrDefault(name, Integer.MAX_VALUE);
                rows.add(
                    List.of(
                        name, Integer.toString(loaded.outsideArchive()), Integer.toString(budget)));
                figures.put("classes." + name, (double) loaded.outsideArchive());
                if (loaded.outsideArchive() > budget) {
                  over.append(name).append(" is over its budget: ").append(origins(loaded));
                }
              });
    }
    Table table =
        new Table(
            "classes: loaded outside the archive until the first answer",
            List.of("function", "classes", "budget"),
            rows);
    if (!over.isEmpty()) {
      throw new UsageException(table.text() + over);
    }
    return new Findings("classes", List.of(table), figures);
  }

  private static String origins(LoadedClasses loaded) {
    StringBuilder origins = new StringBuilder();
    loaded.byOrigin().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(LARGEST_ORIGINS)
        .forEach(
            each ->
                origins.append("\n  ").append(each.getValue()).append("  ").append(each.getKey()));
    return origins.append('\n').toString();
  }
}
