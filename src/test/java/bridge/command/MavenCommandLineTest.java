package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A mistyped option or command ends with one sentence.
class MavenCommandLineTest {
  private static final List<String> KNOWN = List.of("-Dport", "-Dregal.url");

  @ParameterizedTest
  @ValueSource(strings = {"-Dprot=80", "-D prot=80", "--define prot=80", "-Dprot"})
  void anOptionThatTheCommandDoesNotTakeIsNamedWithThoseThatItTakes(String option) {
    var line = new MavenCommandLine(" -q test-compile exec:exec@local " + option);

    assertThatThrownBy(() -> line.check(KNOWN))
        .isInstanceOf(UsageException.class)
        .hasMessage("-Dprot is not an option of exec:exec@local, which takes -Dport, -Dregal.url.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " -q test-compile exec:exec@local -Dport=80 -Dregal.url=http://127.0.0.1:1/-Dx",
        " -q -B exec:exec@local -DskipTests -Dmaven.repo.local=/x -Dstyle.color=never",
        " verify -Dtest=SomeTest",
        " exec:exec@demo exec:exec@explain -Dfile=x",
        ""
      })
  void otherLinesPass(String line) {
    assertThatCode(() -> new MavenCommandLine(line).check(KNOWN)).doesNotThrowAnyException();
  }

  @Test
  void aMistypedOptionsValueIsNotShown() {
    var line = new MavenCommandLine(" exec:exec@send -Dsegment.sercet=planted");

    assertThatThrownBy(() -> line.check(KNOWN)).hasMessageNotContaining("planted");
  }

  @Test
  void anUnknownCommandIsNamedWithAllThatThereAre() throws Exception {
    assertThat(UnknownCommand.sentence("exec:exec@dmeo"))
        .startsWith("There is no command exec:exec@dmeo. There are exec:exec@bench, ")
        .contains("exec:exec@demo, ", "exec:exec@send, ")
        .doesNotContain("search-captured-output");
    assertThat(Files.readString(Path.of("pom.xml"))).contains("bridge.command.UnknownCommand");
  }
}
