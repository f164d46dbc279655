package bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A local command ends with the process that started it.
class CommandMainTest {
  /// Starts a shell that starts the command, both from a process that never collects its children:
  /// a killed shell stays as a zombie. The output ends when shell and command have.
  private static final List<String> FROM_PARENT_THAT_NEVER_REAPS =
      List.of(
          "sh", "-c", "sh -c \"$0\" \"$@\" & exec sleep 600 >&2", "echo $$; \"$0\" \"$@\" & wait");

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLocalCommandEndsWithTheProcessThatStartedIt() throws Exception {
    List<String> command = new ArrayList<>(FROM_PARENT_THAT_NEVER_REAPS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Dport=0", "-cp", System.getProperty("java.class.path"), "bridge.command.LocalRegal"));
    Process outer =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(outer.getInputStream(), UTF_8))) {
      long shell = Long.parseLong(out.readLine());
      assertThat(out.readLine()).startsWith("The Regal emulator listens at http://127.0.0.1:");

      ProcessHandle.of(shell).orElseThrow().destroyForcibly();

      assertThat(out.readLine()).as("what the ended command prints").isNull();
    } finally {
      outer.destroyForcibly();
    }
  }
}
