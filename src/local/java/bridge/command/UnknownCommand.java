package bridge.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs for an `exec` id that pom.xml does not have: the default of the plugin's
/// configuration. It names the ids that there are.
final class UnknownCommand {
  private static final Pattern ID =
      Pattern.compile("<id>([a-z]+)</id>\\s*<configuration>\\s*<arguments>");

  private UnknownCommand() {}

  public static void main(String[] args) throws IOException {
    System.err.println(sentence(MavenCommandLine.ofThisProcess().command()));
    System.exit(2);
  }

  static String sentence(@Nullable String command) throws IOException {
    return "There is no command%s. There are %s: see src/site/markdown/running-locally.md."
        .formatted(
            command == null ? " of that name" : " " + command,
            ID.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(id -> "exec:exec@" + id.group(1))
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
