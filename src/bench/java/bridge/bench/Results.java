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

/// One run of the bench, as it is committed and as benchmarks.md shows it.
record Results(String date, String machine, List<MeasurementResult> findings) {
  static final ObjectMapper JSON = new ObjectMapper();
  static final Path COMMITTED = Path.of("src", "bench", "results", "latest.json");
  static final Path PLOT = Path.of("src", "bench", "results", "cold-start.svg");

  private static final Path DOCUMENTS = Path.of("src/site/markdown");
  static final Path DOCUMENT = DOCUMENTS.resolve("benchmarks.md");
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

  /// Writes the JSON, the plot and the document's section.
  void publish() throws IOException {
    Files.writeString(COMMITTED, JSON.writeValueAsString(this) + "\n");
    Files.writeString(PLOT, ColdStartPlot.svg(figures(findings)));
    Files.writeString(DOCUMENT, in(Files.readString(DOCUMENT)));
  }

  /// The document with this run between its marks.
  String in(String document) {
    int from = document.indexOf(FROM);
    int to = document.indexOf(TO);
    if (from < 0 || to < from) {
      throw new IllegalStateException("benchmarks.md has no marks for the bench");
    }
    return document.substring(0, from + FROM.length()) + markdown() + document.substring(to);
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("Run of ").append(date).append(" on ").append(machine).append(".\n\n");
    text.append("![Cold start by part](").append(DOCUMENTS.relativize(PLOT)).append(")\n\n");
    text.append(Targets.of(figures(findings)).markdown()).append('\n');
    for (MeasurementResult each : findings) {
      each.tables().forEach(table -> text.append(table.markdown()).append('\n'));
    }
    return text.toString();
  }
}
