package bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The classes that a JVM has loaded, by its own log (`-Xlog:class+load`). Those out of its archive
/// cost next to nothing; each other one about a fifth of a millisecond.
///
/// @param byOrigin the classes outside the archive, its lambdas included, by whose they are
record LoadedClasses(int all, int outsideArchive, Map<String, Integer> byOrigin) {
  private static final String ARCHIVED = "source: shared objects file";
  private static final Pattern JDK = Pattern.compile("^(java|javax|jdk|sun|com\\.sun)\\..*");
  private static final Pattern PACKAGE = Pattern.compile("^((?:[a-z0-9_]+\\.){1,3})");

  /// @param skipped lines at the log's beginning that do not count
  static LoadedClasses in(Path log, int skipped) throws IOException {
    int all = 0;
    int outside = 0;
    Map<String, Integer> byOrigin = new TreeMap<>();
    List<String> lines = Files.readAllLines(log);
    for (String line : lines.subList(skipped, lines.size())) {
      if (!line.contains(" source: ")) {
        continue;
      }
      all++;
      if (!line.contains(ARCHIVED)) {
        outside++;
        byOrigin.merge(origin(line), 1, Integer::sum);
      }
    }
    return new LoadedClasses(all, outside, byOrigin);
  }

  private static String origin(String line) {
    if (JDK.matcher(line).matches()) {
      return "JDK";
    }
    Matcher named = PACKAGE.matcher(line);
    return named.find() ? named.group(1).replaceAll("\\.$", "") : "other";
  }
}
