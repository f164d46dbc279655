package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown document of this repository.
record Document(Path path, String text) {
  static final Path FOLDER = Path.of("src/site/markdown");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (.+) \\|$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");

  /// @param name of a file in [#FOLDER]
  static Document of(String name) {
    return read(FOLDER.resolve(name));
  }

  static Document read(Path path) {
    try {
      return new Document(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The README and every document for users, operators and developers.
  static List<Document> all() throws IOException {
    List<Document> documents = new ArrayList<>();
    documents.add(read(Path.of("README.md")));
    for (Path folder : List.of(FOLDER, Path.of(".github"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .map(Document::read)
            .forEach(documents::add);
      }
    }
    return documents;
  }

  /// The text below a heading, up to the next heading of the same or a higher level.
  ///
  /// @param heading with its hashes, as `## Alarms`
  String section(String heading) {
    int level = heading.indexOf(' ');
    Matcher section =
        Pattern.compile("(?ms)^" + Pattern.quote(heading) + "$\n(.*?)(?=^#{1," + level + "} |\\z)")
            .matcher(text);
    assertThat(section.find()).as("%s in %s", heading, path).isTrue();
    return section.group(1);
  }

  /// The table rows below a heading whose first cell is code, as `code: other cells`.
  List<String> rows(String heading) {
    return ROW.matcher(section(heading))
        .results()
        .map(row -> row.group(1) + ": " + row.group(2))
        .toList();
  }

  /// Targets of the links that lead to files of this repository.
  List<String> relativeLinks() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("(https?|mailto):.*"))
        .toList();
  }

  /// What GitHub makes of the headings, for links within a document.
  List<String> anchors() {
    return HEADING
        .matcher(CODE_BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(Document::anchor)
        .toList();
  }

  private static String anchor(MatchResult heading) {
    return heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
