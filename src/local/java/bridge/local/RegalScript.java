package bridge.local;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the stand-in answers next: entries used in order, each so many times; after the last, 200.
final class RegalScript {
  private static final Set<String> MEMBERS = Set.of("status", "delayMs", "cut", "times", "person");
  private final List<Entry> entries = new ArrayList<>();

  /// @param person userId, phone or e-mail whose requests it is for, null for everybody's
  record Entry(int status, int delayMs, boolean isCut, int times, @Nullable String person) {
    Entry once() {
      return new Entry(status, delayMs, isCut, times - 1, person);
    }
  }

  /// Replaces what is left.
  synchronized void replace(List<Entry> next) {
    entries.clear();
    entries.addAll(next);
  }

  /// The first entry that is for this body, used once; null where there is none.
  synchronized @Nullable Entry next(String body) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.person() == null || isOf(body, entry.person())) {
        if (entry.times() > 1) {
          entries.set(i, entry.once());
        } else {
          entries.remove(i);
        }
        return entry;
      }
    }
    return null;
  }

  /// Reads a script; what is wrong with it stands in the exception.
  static List<Entry> read(String json) throws JsonException {
    if (!(new JsonReader(8).read(json) instanceof Json.Arr(List<Json> elements))) {
      throw new JsonException("a script is a JSON array, [] to clear it");
    }
    List<Entry> entries = new ArrayList<>();
    for (Json element : elements) {
      if (!(element instanceof Json.Obj object)
          || !MEMBERS.containsAll(object.members().keySet())) {
        throw new JsonException("each entry is an object of " + MEMBERS.stream().sorted().toList());
      }
      int status = number(object, "status", 200, 100, 599);
      int delayMs = number(object, "delayMs", 0, 0, 600_000);
      int times = number(object, "times", 1, 1, 1_000_000);
      boolean isCut = object.get("cut") instanceof Json.Bool(boolean cut) && cut;
      String person = object.get("person") instanceof Json.Text(String text) ? text : null;
      entries.add(new Entry(status, delayMs, isCut, times, person));
    }
    return entries;
  }

  private static int number(Json.Obj object, String name, int otherwise, int least, int most)
      throws JsonException {
    Json value = object.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Json.Num(String lexeme) && lexeme.matches("\\d{1,7}")) {
      int number = Integer.parseInt(lexeme);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new JsonException(name + " is a whole number from " + least + " to " + most);
  }

  private static boolean isOf(String body, String person) {
    try {
      if (!(new JsonReader(100).read(body) instanceof Json.Obj event)) {
        return false;
      }
      return new Json.Text(person).equals(event.get("userId"))
          || (event.get("traits") instanceof Json.Obj traits
              && (isKey(traits.get("phones"), person) || isKey(traits.get("emails"), person)));
    } catch (JsonException _) {
      return false;
    }
  }

  private static boolean isKey(@Nullable Json object, String key) {
    return object instanceof Json.Obj(Map<String, Json> members) && members.containsKey(key);
  }
}
