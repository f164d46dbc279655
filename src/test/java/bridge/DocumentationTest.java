package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.RetryReason;
import bridge.queue.Reason;
import bridge.telemetry.Metric;
import bridge.template.Template;
import bridge.translate.WarningCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents agree with the code, the template and the tree.
class DocumentationTest {
  private static final int MAX_LINES = 200;
  private static final Pattern ALARM_PAGE = Pattern.compile("(?m)^#+ (\\w+Alarm)$");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern OUTPUT =
      Pattern.compile("(?<!-)\\boutput `?(\\w+)|\\bdepth (\\w+Url)");
  private static final Pattern COMMAND = Pattern.compile("exec:exec@(\\w+)((?: -D[\\w.]+=\\S+)*)");
  private static final Pattern PROPERTY = Pattern.compile("-D([\\w.]+)=");
  private static final Pattern FUNCTION =
      Pattern.compile("(?:--name|remote invoke|local invoke) (\\w+Function)");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentHasAtMostTwoHundredLines(Document document) {
    assertThat(document.text().lines()).hasSizeLessThanOrEqualTo(MAX_LINES);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyRelativeLinkLeadsSomewhere(Document document) {
    for (String link : document.relativeLinks()) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty()
              ? document.path()
              : document.path().resolveSibling(parts[0]).normalize();

      assertThat(target).as("%s in %s", link, document).exists();
      if (parts.length == 2) {
        assertThat(Document.read(target).anchors()).as(link).contains(parts[1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandExists(Document document) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    for (MatchResult command : COMMAND.matcher(document.text()).results().toList()) {
      assertThat(pom).as(command.group()).contains("<id>" + command.group(1) + "</id>");
      for (MatchResult option : PROPERTY.matcher(command.group(2)).results().toList()) {
        assertThat(pom).as(command.group()).contains("<argument>-D" + option.group(1) + "=${");
      }
    }
    for (MatchResult function : FUNCTION.matcher(document.text()).results().toList()) {
      assertThat(Template.read().map("Resources")).containsKey(function.group(1));
    }
  }

  @Test
  void everyReasonIsExplained() {
    assertThat(Document.of("mapping.md").rows("## Reasons"))
        .containsExactlyElementsOf(
            Arrays.stream(Reason.values()).map(r -> r.code() + ": " + r.meaning()).toList());
  }

  @Test
  void everyRetryReasonIsExplained() {
    String outcomes = Document.of("delivery.md").section("## Outcomes");

    for (RetryReason reason : RetryReason.values()) {
      assertThat(outcomes).contains("`" + reason.code() + "`");
    }
  }

  @Test
  void everyWarningIsExplained() {
    assertThat(Document.of("mapping.md").rows("## Warnings"))
        .containsExactlyElementsOf(
            Arrays.stream(WarningCode.values()).map(w -> w.code() + ": " + w.advice()).toList());
  }

  @Test
  void everyParameterIsListedWithItsDefault() throws IOException {
    Template template = Template.read();
    List<String> rows = new ArrayList<>();
    for (String name : template.map("Parameters").keySet()) {
      Map<String, Object> parameter = template.map("Parameters/" + name);
      String value = String.valueOf(parameter.get("Default"));
      String shown = value.isEmpty() ? "empty" : "`" + value + "`";
      rows.add("%s: %s | %s".formatted(name, shown, parameter.get("Description")));
    }

    assertThat(Document.of("configuration.md").rows("## Parameters"))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void everyOutputIsListed() throws IOException {
    Template template = Template.read();
    List<String> rows =
        template.map("Outputs").keySet().stream()
            .map(name -> name + ": " + template.at("Outputs/" + name + "/Description"))
            .toList();

    assertThat(Document.of("configuration.md").rows("## Outputs")).containsExactlyElementsOf(rows);
  }

  @Test
  void everyMetricIsExplained() {
    List<String> metrics =
        Document.of("operations.md").rows("## Metrics").stream()
            .map(row -> row.replaceFirst(":.*", ""))
            .toList();

    assertThat(metrics)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::metricName).toList());
  }

  @Test
  void everyAlarmIsListedAndHasItsPageInTheRunbook() throws IOException {
    Template template = Template.read();
    List<String> alarms = new ArrayList<>(template.resourcesOf("AWS::CloudWatch::CompositeAlarm"));
    alarms.addAll(template.resourcesOf("AWS::CloudWatch::Alarm"));
    List<String> rows =
        alarms.stream()
            .map(
                name ->
                    name + ": " + template.at("Resources/" + name + "/Properties/AlarmDescription"))
            .toList();
    String runbook = Document.of("runbook.md").text();

    assertThat(Document.of("operations.md").rows("## Alarms")).containsExactlyElementsOf(rows);
    assertThat(ALARM_PAGE.matcher(runbook).results().map(page -> page.group(1)))
        .containsExactlyInAnyOrderElementsOf(alarms);
  }

  @Test
  void everyOutputThatTheRunbookReadsExists() throws IOException {
    List<String> read = new ArrayList<>();
    for (MatchResult found : OUTPUT.matcher(Document.of("runbook.md").text()).results().toList()) {
      read.add(found.group(1) == null ? found.group(2) : found.group(1));
    }

    assertThat(read).isNotEmpty();
    assertThat(Template.read().map("Outputs").keySet()).containsAll(read);
  }

  @Test
  void everyThreatHasATestThatExistsOrIsAResidualRisk() throws IOException {
    List<String> threats =
        Document.of("security.md")
            .section("## Threats")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| threat"))
            .toList();

    assertThat(threats).hasSizeGreaterThan(20);
    for (String threat : threats) {
      List<MatchResult> tests = TEST.matcher(threat).results().toList();
      assertThat(threat)
          .matches(t -> !tests.isEmpty() || t.contains("residual-risks") || t.contains("enforcer"));
      for (MatchResult test : tests) {
        assertThat(source(test.group(1)))
            .contains(test.group(2) == null ? "@" : " " + test.group(2) + "(");
      }
    }
  }

  @Test
  void theChangelogNamesTheRunningVersion() throws IOException {
    String version = String.valueOf(Template.read().at("Outputs/Version/Value"));

    assertThat(Document.of("changelog.md").text()).containsPattern("(?m)^## \\[?" + version);
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
}
