package bridge.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A place in a JSON value, as `$.traits.optIn[0].timestamp`: the same words that warnings use.
record NodePath(List<String> names, String path, String label) {
  static final NodePath ROOT = new NodePath(List.of(), "$", "$");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern BRACKETS = Pattern.compile("\\['(\\\\.|[^'\\\\])*'\\]");

  /// Stands for a key that may be personal data.
  private static final String MASKED = "['•••']";

  NodePath {
    names = List.copyOf(names);
  }

  NodePath key(String name) {
    if (PLAIN.matcher(name).matches()) {
      return new NodePath(with(name), path + "." + name, label + "." + name);
    }
    String quoted = "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    return new NodePath(
        with(name), path + quoted, label + (PersonalData.isKey(name) ? MASKED : quoted));
  }

  NodePath index(int index) {
    String brackets = "[" + index + "]";
    return new NodePath(with(brackets), path + brackets, label + brackets);
  }

  /// The label of a path that is known as text only: every name in brackets masked.
  static String label(String path) {
    return BRACKETS.matcher(path).replaceAll(MASKED);
  }

  /// The path of what holds the value there; `$` for `$` itself.
  static String parent(String path) {
    if (path.endsWith("']")) {
      int open = -1;
      var quoted = BRACKETS.matcher(path);
      while (quoted.find()) {
        open = quoted.start();
      }
      return path.substring(0, open);
    }
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "$" : path.substring(0, end);
  }

  /// The last name, an index in brackets.
  String last() {
    return names.isEmpty() ? "" : names.getLast();
  }

  private List<String> with(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return longer;
  }
}
