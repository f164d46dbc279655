package bridge.translate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The warnings of one event under translation, each once, in the order in which they are found.
final class Warnings {
  private final Set<Warning> found = new LinkedHashSet<>();

  void add(WarningCode code, JsonPath path) {
    found.add(new Warning(code, path.path()));
  }

  List<Warning> list() {
    return List.copyOf(found);
  }
}
