package bridge.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A policy of the documents.
public final class DocumentedPolicy {
  private static final Pattern ACTION = Pattern.compile("\"(\\w+:[A-Z]\\w+)\"");

  private DocumentedPolicy() {}

  /// The actions that it allows.
  ///
  /// @param heading as `### Read only`
  public static List<String> actions(String document, String heading) throws IOException {
    String section =
        Files.readString(Path.of("src/site/markdown", document))
            .replaceFirst("(?s)^.*\n" + heading + "\n", "")
            .replaceFirst("(?s)\n##.*$", "");
    return ACTION
        .matcher(section.replaceAll("\"Condition\".*", ""))
        .results()
        .map(r -> r.group(1))
        .toList();
  }
}
