package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.template.Rule;
import bridge.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The stack keeps its rules, and no line of it may go unnoticed.
class TemplateTest {
  /// Words for people (the README's tables hold them) and notes for other tools.
  private static final Pattern DECORATION =
      Pattern.compile(
          ".*/(Metadata|Description|AssertDescription|AlarmDescription)(/.*)?|Outputs/\\w+/Value/.*");

  private static final Pattern SETTING_READ =
      Pattern.compile("(?:required|text|number|hours|isTrue|oneOf)\\(\\s*\"([A-Z_]+)\"");

  private static final Template TEMPLATE = read();

  static List<Rule> rules() {
    return Rule.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isKept(Rule rule) {
    rule.check().on(TEMPLATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Parameters", "Globals", "Conditions", "Rules", "Resources", "Outputs"})
  void noLineCanBeRemovedWithoutBreakingARule(String section) {
    List<String> lines =
        TEMPLATE.pathsUnder(section).stream()
            .filter(path -> !DECORATION.matcher(path).matches())
            .toList();
    List<String> unnoticed =
        lines.stream()
            .filter(
                path -> rules().stream().noneMatch(rule -> isBroken(rule, TEMPLATE.without(path))))
            .toList();

    assertThat(lines).isNotEmpty();
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void noWidgetCanBeRemovedWithoutBreakingARule() {
    String path = "Resources/Dashboard/Properties/DashboardBody/Fn::Sub";
    String body = TEMPLATE.at(path).toString();
    List<String> widgets = body.lines().filter(line -> line.contains("\"type\"")).toList();
    List<String> unnoticed =
        widgets.stream()
            .filter(
                widget -> {
                  String rest = body.replace(widget + "\n", "").replaceAll("},\\s*]}\\s*$", "}]}");
                  Template changed = TEMPLATE.with(path, rest);
                  return rules().stream().noneMatch(rule -> isBroken(rule, changed));
                })
            .toList();

    assertThat(widgets).hasSizeGreaterThan(10);
    assertThat(unnoticed).isEmpty();
  }

  /// What begins with AWS_ comes from Lambda, SAM or the local bridge.
  @Test
  void everySettingTheCodeReadsIsInTheTemplate() throws IOException {
    for (String name : List.of("Ingest", "Dispatch", "Redrive")) {
      Path source = Path.of("src/main/java/bridge/function/" + name + "Function.java");
      Matcher read = SETTING_READ.matcher(Files.readString(source));
      String variables = "/Environment/Variables";
      Map<String, Object> own =
          TEMPLATE.map("Resources/" + name + "Function/Properties" + variables);
      Map<String, Object> shared = TEMPLATE.map("Globals/Function" + variables);

      assertThat(
              read.results()
                  .map(r -> r.group(1))
                  .filter(v -> !v.startsWith("AWS_") && !shared.containsKey(v)))
          .as(name)
          .isSubsetOf(own.keySet());
    }
  }

  private static boolean isBroken(Rule rule, Template template) {
    try {
      rule.check().on(template);
      return false;
    } catch (AssertionError _) {
      return true;
    }
  }

  private static Template read() {
    try {
      return Template.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
