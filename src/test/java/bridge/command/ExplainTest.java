package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines that `@explain` prints.
class ExplainTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Explain explain = new Explain(NOON);

  @TempDir Path folder;

  @Test
  void eachElementOfAnArrayHasItsLine() throws Exception {
    String file =
        write(
            "a.json",
            "[{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u\",\"properties\":7},"
                + "7,{\"type\":\"group\"}]");

    assertThat(explain.lines(file))
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

    assertThat(explain.lines(folder.toString()))
        .extracting(line -> line.replaceAll(".*/(\\w+\\.\\w+)\".*", "$1"))
        .containsExactly("a.json", "b.json");
  }

  @Test
  void whatIsNotJsonIsAnInvalidEvent() throws Exception {
    assertThat(explain.lines(write("broken.json", "{\"a\":")))
        .singleElement()
        .asString()
        .contains("\"index\":0,\"outcome\":\"dead_letter\",\"reason\":\"invalid_event\"");
  }

  @Test
  void aFolderWithoutEventsIsNamed() {
    assertThatThrownBy(() -> explain.lines(folder.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage("The folder " + folder + " holds no *.json file.");
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
