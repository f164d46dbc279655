package bridge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One run of the bench, as it is committed and as two documents show it.
record Results(String date, String machine, List<MeasurementResult> findings) {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Path COMMITTED = Path.of("src", "bench", "results", "latest.json");
  static final Path PLOT = Path.of("src", "bench", "results", "cold-start.svg");

  private static final Path DOCUMENTS = Path.of("src/site/markdown");

  /// Shows the goals, the plot and the cost.
  static final Path GOALS = DOCUMENTS.resolve("benchmarks.md");

  static final Path TABLES = DOCUMENTS.resolve("benchmark-tables.md");

  private static final String FROM = "<!-- bench: made by exec:exec@bench -Dpublish=true -->\n";
  private static final String TO = "<!-- bench: end -->\n";

  Results {
    findings = List.copyOf(findings);
  }

  static Results now(List<MeasurementResult> findings) throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: *", "").strip())
            .findFirst()
            .orElse("unknown processor");
    int cores = Runtime.getRuntime().availableProcessors();
    String java = System.getProperty("java.version");
    return new Results(
        LocalDate.now(ZoneOffset.UTC).toString(),
        "%d cores, %s, Java %s".formatted(cores, processor, java),
        findings);
  }

  static Results committed() throws IOException {
    return JSON.readValue(COMMITTED.toFile(), Results.class);
  }

  /// All figures of the run by name.
  static Map<String, Double> figures(List<MeasurementResult> findings) {
    Map<String, Double> all = new TreeMap<>();
    findings.forEach(each -> all.putAll(each.figures()));
    return all;
  }

  /// Writes the JSON, the plot and the documents' sections.
  void publish() throws IOException {
    Files.writeString(COMMITTED, JSON.writeValueAsString(this) + "\n");
    Files.writeString(PLOT, ColdStartPlot.svg(figures(findings)));
    for (Path document : List.of(GOALS, TABLES)) {
      Files.writeString(document, shownIn(document));
    }
  }

  /// The document with this run between its marks.
  String shownIn(Path document) throws IOException {
    String text = Files.readString(document);
    int from = text.indexOf(FROM);
    int to = text.indexOf(TO);
    if (from < 0 || to < from) {
      throw new IllegalStateException(document + " has no marks for the bench");
    }
    return text.substring(0, from + FROM.length())
        + "Run of %s on %s.\n\n".formatted(date, machine)
        + (document.equals(GOALS) ? goals() : tables(false))
        + text.substring(to);
  }

  private String goals() {
    return "![Cold start by part](%s)\n\n".formatted(DOCUMENTS.relativize(PLOT))
        + Targets.of(figures(findings)).markdown()
        + '\n'
        + tables(true);
  }

  /// @param isCost the tables of the cost, or all others
  private String tables(boolean isCost) {
    return findings.stream()
        .filter(each -> each.name().equals("cost") == isCost)
        .flatMap(each -> each.tables().stream())
        .map(table -> table.markdown() + '\n')
        .collect(Collectors.joining());
  }
}
