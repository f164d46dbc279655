package bridge.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One change to one file that a test must notice, as `src/test/mutants` lists it: its name, the
/// file, the tests (`package.Class` or `package.Class#method` below `bridge`), and for each edit
/// the text before (`-`) and after (`+`). Blank lines separate mutants.
///
/// @param tests those that kill it
record Mutant(String name, Path file, List<String> tests, List<Edit> edits) {
  private static final Path FOLDER = Path.of("src", "test", "mutants");

  /// A replacement of text that occurs once; white space in it stands for any or none.
  record Edit(String before, String after) {
    private String applyTo(String source) throws MutantException {
      String text =
          Arrays.stream(before.split("\\s+"))
              .map(Pattern::quote)
              .collect(Collectors.joining("\\s*"));
      Matcher found = Pattern.compile(text).matcher(source);
      if (!found.find()) {
        throw new MutantException("does not apply: " + before);
      }
      String changed = source.substring(0, found.start()) + after + source.substring(found.end());
      if (found.find()) {
        throw new MutantException("applies twice: " + before);
      }
      return changed;
    }
  }

  static List<Mutant> readAll() throws IOException {
    List<Mutant> mutants = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        for (String entry : Files.readString(file).strip().split("\n\n+", -1)) {
          mutants.add(read(entry.lines().toList()));
        }
      }
    }
    return mutants;
  }

  private static Mutant read(List<String> lines) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 3; i < lines.size(); i += 2) {
      if (!lines.get(i).startsWith("- ") || !lines.get(i + 1).startsWith("+")) {
        throw new IllegalArgumentException("no mutant: " + lines.getFirst());
      }
      edits.add(new Edit(lines.get(i).substring(2), lines.get(i + 1).substring(1).strip()));
    }
    List<String> tests = List.of(lines.get(2).strip().split("\\s+"));
    return new Mutant(lines.get(0), Path.of(lines.get(1).strip()), tests, edits);
  }

  /// The file's text with every edit made.
  String applyTo(String source) throws MutantException {
    String changed = source;
    for (Edit edit : edits) {
      changed = edit.applyTo(changed);
    }
    return changed;
  }
}
