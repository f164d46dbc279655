package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import bridge.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the README tells an operator is what the template holds.
class OperationsTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+) \\|$");
  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+Alarm)$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern OUTPUT =
      Pattern.compile("(?<!-)\\boutput (\\w+)|\\bdepth (\\w+Url)");

  @Test
  void everyParameterIsListedWithItsDefault() throws IOException {
    Template template = Template.read();
    List<String> rows =
        template.map("Parameters").keySet().stream()
            .map(
                name -> {
                  Map<String, Object> parameter = template.map("Parameters/" + name);
                  String value = String.valueOf(parameter.get("Default"));
                  return "%s: %s | %s"
                      .formatted(
                          name,
                          value.isEmpty() ? "empty" : "`" + value + "`",
                          parameter.get("Description"));
                })
            .toList();

    assertThat(rows("### Parameters")).containsExactlyElementsOf(rows);
  }

  @Test
  void everyOutputIsListed() throws IOException {
    Template template = Template.read();
    List<String> rows =
        template.map("Outputs").keySet().stream()
            .map(name -> name + ": " + template.at("Outputs/" + name + "/Description"))
            .toList();

    assertThat(rows("### Outputs")).containsExactlyElementsOf(rows);
  }

  @Test
  void everyAlarmIsListedAndHasItsPageInTheRunbook() throws IOException {
    Template template = Template.read();
    List<String> alarms = template.resourcesOf("AWS::CloudWatch::Alarm");
    List<String> rows =
        alarms.stream()
            .map(
                name ->
                    name + ": " + template.at("Resources/" + name + "/Properties/AlarmDescription"))
            .toList();

    assertThat(rows("### Alarms")).containsExactlyElementsOf(rows);
    assertThat(HEADING.matcher(section("## Runbook", "\n## ")).results().map(h -> h.group(1)))
        .containsExactlyInAnyOrderElementsOf(alarms);
  }

  @Test
  void everyPageSaysWhatToDoFirstAndHowItEnds() throws IOException {
    for (String page : section("## Runbook", "\n## ").split("\n### ", -1)) {
      if (page.matches("(?s)\\w+Alarm\\n.*")) {
        assertThat(page).contains("First ", "hen ");
        assertThat(page).containsPattern("(It ends |stands until )");
      }
    }
  }

  @Test
  void everyMetricIsExplained() throws IOException {
    assertThat(rows("## Operate it").stream().map(row -> row.replaceFirst(":.*", "")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::metricName).toList());
  }

  @Test
  void everyOutputThatACommandReadsIsThere() throws IOException {
    List<String> read = new ArrayList<>();
    for (MatchResult found : OUTPUT.matcher(section("## Runbook", "\n## ")).results().toList()) {
      read.add(found.group(1) == null ? found.group(2) : found.group(1));
    }

    assertThat(read).isNotEmpty();
    assertThat(Template.read().map("Outputs").keySet()).containsAll(read);
  }

  @Test
  void everyThreatHasATestThatExistsOrIsAResidualRisk() throws IOException {
    String table = section("## Security", "\n### ");
    List<String> threats =
        table.lines().filter(line -> line.startsWith("| ") && !line.contains("threat |")).toList();

    assertThat(threats).hasSizeGreaterThan(20);
    for (String threat : threats) {
      List<MatchResult> tests = TEST.matcher(threat).results().toList();
      assertThat(threat)
          .matches(t -> !tests.isEmpty() || t.contains("Residual risks") || t.contains("enforcer"));
      for (MatchResult test : tests) {
        assertThat(source(test.group(1)))
            .contains(test.group(2) == null ? "@" : " " + test.group(2) + "(");
      }
    }
  }

  @Test
  void theRunningVersionIsAmongThoseThatChangedSomething() throws IOException {
    String version = String.valueOf(Template.read().at("Outputs/Version/Value"));

    assertThat(section("## What changed between versions", "\n## "))
        .contains("\n### " + version + "\n");
  }

  private static String source(String test) throws IOException {
    try (var files = Files.walk(Path.of("src/test/java"))) {
      Path file =
          files
              .filter(f -> f.endsWith(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(test));
      return Files.readString(file);
    }
  }

  private static List<String> rows(String heading) throws IOException {
    return ROW.matcher(section(heading, "\n#"))
        .results()
        .map(row -> row.group(1) + ": " + row.group(2))
        .toList();
  }

  /// What stands below a heading, up to the next of this kind.
  private static String section(String heading, String end) throws IOException {
    Matcher section =
        Pattern.compile("(?ms)^" + heading + "$\n(.*?)(?=" + end + "|\\z)")
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(section.find()).as(heading).isTrue();
    return "\n" + section.group(1);
  }
}
