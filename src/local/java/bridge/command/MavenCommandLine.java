package bridge.command;

import bridge.emulator.UsageException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The command line of the Maven that started this process, as Maven's script hands it down in an
/// environment variable. Quotes are lost in it.
final class MavenCommandLine {
  private static final Pattern COMMAND = Pattern.compile("(?<!\\S)exec:exec(@\\S+)?");
  private static final Pattern OPTION =
      Pattern.compile("(?<!\\S)(?:-D|--define[ =])\\s*([A-Za-z][\\w.-]*)");

  /// Options of Maven, its plugins and the JVM.
  private static final Pattern OF_MAVEN =
      Pattern.compile(
          "skipTests|java25"
              + "|(maven|exec|style|aether|org|user|java|javax|jdk|sun|http|https|file)\\..*");

  private final String line;

  MavenCommandLine(String line) {
    this.line = line;
  }

  static MavenCommandLine ofThisProcess() {
    String line = System.getenv("MAVEN_CMD_LINE_ARGS");
    return new MavenCommandLine(line == null ? "" : line);
  }

  /// As `exec:exec@local`; null where Maven runs none or several.
  @Nullable String command() {
    List<MatchResult> commands = COMMAND.matcher(line).results().toList();
    return commands.size() == 1 ? commands.getFirst().group() : null;
  }

  /// An option that the command does not take ends it with a sentence, which names no value.
  void check() {
    check(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.matches("-D[\\w.]+=.*") && !argument.startsWith("-Djdk."))
            .map(argument -> argument.substring(0, argument.indexOf('=')))
            .toList());
  }

  /// @param known the command's own options, as `-Dport`
  void check(List<String> known) {
    String command = command();
    if (command == null) {
      return;
    }
    for (MatchResult option : OPTION.matcher(line).results().toList()) {
      String name = option.group(1);
      if (!known.contains("-D" + name) && !OF_MAVEN.matcher(name).matches()) {
        throw new UsageException(
            "-D%s is not an option of %s, which takes %s."
                .formatted(
                    name,
                    command,
                    known.isEmpty()
                        ? "none"
                        : known.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }
}
