package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules a compiler cannot check. `mvn test -Dtest=SourceTest -Dformat=write` formats.
@Execution(ExecutionMode.CONCURRENT)
class SourceTest {
  private static final Pattern ROLE_NAMES =
      Pattern.compile(
          ".*(Utils?|Helper|Manager|Impl|Processor|Base|Common|Service)\\.java|Abstract.*");

  /// JUnit's annotations and assumptions that leave a test out without failing the build.
  private static final Pattern SWITCHES =
      Pattern.compile(
          "@[\\w.]*(Dis|En)abled|\\bassum(e|ing)(That|True|False)\\(|(?<!void )\\babort\\(");

  /// The first paragraph of a `///` comment, up to the end of its first sentence.
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("(?s)(/// [^\\n]+\\n)*?/// [^\\n]*[.:].*");

  static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// Every text file that people read: sources, documents, scripts, template.
  static List<Path> texts() throws IOException {
    try (Stream<Path> files =
        Stream.of(
                "README.md", "src", ".ci", ".github", "template.yaml", "samconfig.toml", "pom.xml")
            .map(Path::of)
            .flatMap(SourceTest::filesBelow)) {
      return files
          .filter(file -> !file.toString().matches(".*\\.(png|svg|jsonl)"))
          .filter(file -> !file.equals(Document.FOLDER.resolve("glossary.md")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isFormatted(Path source) throws Exception {
    String text = Files.readString(source);
    String formatted = new Formatter().formatSourceAndFixImports(text);

    if ("write".equals(System.getProperty("format")) && !text.equals(formatted)) {
      Files.writeString(source, formatted);
      return;
    }
    assertThat(text).isEqualTo(formatted);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void fitsOnAFewScreens(Path source) throws Exception {
    assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void switchesNoTestOff(Path source) throws Exception {
    assertThat(Files.readString(source)).doesNotContainPattern(SWITCHES);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isNamedAfterAThing(Path source) {
    assertThat(source.getFileName().toString()).doesNotMatch(ROLE_NAMES);
  }

  /// The first sentences are the list of files.
  @ParameterizedTest
  @MethodSource("sources")
  void beginsWithASentenceThatSaysWhatItIs(Path source) throws Exception {
    String body =
        Files.readString(source)
            .lines()
            .dropWhile(line -> line.isBlank() || line.matches("(package|import) .*"))
            .collect(Collectors.joining("\n"));

    assertThat(body).matches(FIRST_SENTENCE);
  }

  @Test
  void noSimpleNameStandsForTwoTypes() throws Exception {
    Map<String, List<Path>> byName =
        sources().stream()
            .filter(source -> !source.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(source -> source.getFileName().toString()));
    Map<String, List<Path>> twice = new HashMap<>(byName);
    twice.values().removeIf(files -> files.size() == 1);

    assertThat(twice).isEmpty();
  }

  @Test
  void usesNoWordThatTheGlossaryBans() throws Exception {
    String words =
        Document.of("glossary.md")
            .section("## Words not used")
            .lines()
            .filter(line -> line.startsWith("- `"))
            .map(line -> Pattern.quote(line.substring(3, line.lastIndexOf('`'))))
            .collect(Collectors.joining("|"));
    Pattern banned = Pattern.compile("(?i)\\b(" + words + ")\\b");
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      banned
          .matcher(Files.readString(file))
          .results()
          .forEach(hit -> found.add(file + ": " + hit.group()));
    }

    assertThat(words).contains("|");
    assertThat(found).isEmpty();
  }

  private static Stream<Path> filesBelow(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
