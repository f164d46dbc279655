package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.UsageException;
import bridge.translate.TranslationSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lines that `@explain` prints.
class ExplainTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Explain explain =
      new Explain(TranslationSettings.DEFAULT, NOON, lines::add, problems::add);

  @TempDir Path folder;

  @Test
  void eachElementOfAnArrayHasItsLine() throws Exception {
    Path file =
        write(
            "a.json",
            "[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":7},"
                + "7,{\"type\":\"group\"}]");

    assertThat(explain.run(file, false)).isZero();
    assertThat(lines)
        .containsExactly(
            ("{\"file\":\"%s\",\"index\":0,\"outcome\":\"send\",\"request\":{\"userId\":\"u\","
                 + "\"name\":\"E\",\"properties\":{},\"originalTimestamp\":\"2026-11-01T12:00:00.000Z\",\"eventSource\":\"Segment\"},\"warnings\":[{\"code\":\"properties_not_object\",\"path\":\"$.properties\",\"message\":\"is"
                 + " not an object, so no properties were sent; send an object\"}]}")
                .formatted(file),
            "{\"file\":\"%s\",\"index\":1,\"outcome\":\"dead_letter\",\"reason\":\"invalid_event\",\"warnings\":[]}"
                .formatted(file),
            "{\"file\":\"%s\",\"index\":2,\"outcome\":\"skip\",\"reason\":\"group\",\"warnings\":[]}"
                .formatted(file));
  }

  @Test
  void ofAFolderEachJsonFileIsReadByNameAndNothingElse() throws Exception {
    write("b.json", "{}");
    write("a.json", "{}");
    write("c.jsonl", "{}");
    Files.createDirectory(folder.resolve("d.json"));

    explain.run(folder, false);

    assertThat(lines)
        .extracting(line -> line.replaceAll(".*/(\\w+\\.\\w+)\".*", "$1"))
        .containsExactly("a.json", "b.json");
  }

  @Test
  void theSubfoldersAreReadOnlyWhereAsked() throws Exception {
    Files.createDirectory(folder.resolve("day"));
    write("day/a.json", "{}");

    assertThatThrownBy(() -> explain.run(folder, false))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "The folder %s holds no *.json file; -Drecursive=true looks in its subfolders too."
                .formatted(folder));
    assertThat(explain.run(folder, true)).isZero();
    assertThat(lines).hasSize(1);
  }

  @Test
  void aBodyThatIsNotJsonIsPlacedByLineAndColumnAndFailsTheCommandAtItsEnd() throws Exception {
    Path broken = write("a.json", "{\n  \"é\": x}");
    write("b.json", "{}");

    assertThat(explain.run(folder, false)).isEqualTo(1);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .contains("\"index\":0,\"outcome\":\"dead_letter\",\"reason\":\"invalid_event\"");
    assertThat(problems)
        .containsExactly(
            broken
                + ", line 2, column 8: The body is not JSON. The webhook responds 400, and Segment"
                + " discards the request.");
  }

  @ParameterizedTest
  @CsvSource({"'', is empty", "' \n', is empty", "\ufeff{}, a byte order mark"})
  void theCauseOfABodyThatIsNotJsonIsNamed(String body, String cause) throws Exception {
    assertThat(explain.run(write("a.json", body), false)).isEqualTo(1);
    assertThat(problems).singleElement().asString().contains(cause, "responds 400");
  }

  @Test
  void jsonLinesAreReadLineByLineAndABrokenOneCostsNoOther() throws Exception {
    Path file = write("a.jsonl", "{}\n{\"a\":\n\n[{},7]\n");

    assertThat(explain.run(file, false)).isEqualTo(1);
    assertThat(lines)
        .extracting(line -> line.replaceAll(".*\"index\":(\\d).*", "$1"))
        .containsExactly("0", "1", "2", "3");
    assertThat(problems).singleElement().asString().startsWith(file + ", line 2, column ");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndTheOthersAreExplained() throws Exception {
    Files.write(folder.resolve("a.json"), new byte[] {0x1f, (byte) 0x8b, 8});
    write("b.json", "{}");

    assertThat(explain.run(folder, false)).isEqualTo(1);
    assertThat(lines).hasSize(2);
    assertThat(problems).singleElement().asString().contains("a.json cannot be read (EOFException");
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
