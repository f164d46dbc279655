package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules a compiler cannot check. `mvn test -Dtest=SourceTest -Dformat=write` formats.
class SourceTest {
  private static final Pattern ROLE_NAMES =
      Pattern.compile(
          ".*(Utils?|Helper|Manager|Impl|Processor|Base|Common|Service)\\.java|Abstract.*");

  /// JUnit's annotations and assumptions that leave a test out without failing the build.
  private static final Pattern SWITCHES =
      Pattern.compile(
          "@[\\w.]*(Dis|En)abled|\\bassum(e|ing)(That|True|False)\\(|(?<!void )\\babort\\(");

  static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isFormatted(Path source) throws Exception {
    String text = Files.readString(source);
    String formatted = new Formatter().formatSourceAndFixImports(text);

    if ("write".equals(System.getProperty("format"))) {
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
}
