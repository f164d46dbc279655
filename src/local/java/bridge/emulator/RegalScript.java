package bridge.emulator;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The emulator's next responses: entries used in order, each a number of times or for a period;
/// after the last, 200.
public final class RegalScript {
  private static final Set<String> MEMBERS =
      Set.of("status", "delayMs", "cut", "times", "seconds", "person");
  private static final int ANY_TIMES = 1_000_000;

  private final InstantSource clock;
  private final List<Entry> entries = new ArrayList<>();

  /// One scripted response.
  ///
  /// @param times how many requests it is still for
  /// @param seconds how long it is for, from its first use on; 0 for as long as it takes
  /// @param until when it ends, null where it has no such end or was not used yet
  /// @param person userId, phone or e-mail whose requests it is for, null for everybody's
  public record Entry(
      int status,
      int delayMs,
      boolean isCut,
      int times,
      int seconds,
      @Nullable Instant until,
      @Nullable String person) {
    private Entry useOnce(Instant now) {
      Instant end = until == null && seconds > 0 ? now.plusSeconds(seconds) : until;
      return new Entry(status, delayMs, isCut, times - 1, seconds, end, person);
    }

    private boolean isOver(Instant now) {
      return times < 1 || (until != null && !now.isBefore(until));
    }

    private boolean isFor(String body) {
      return person == null || isOf(body, person);
    }

    /// As `POST /regal/script` takes it.
    public Json json() {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("status", number(status));
      if (delayMs > 0) {
        members.put("delayMs", number(delayMs));
      }
      if (isCut) {
        members.put("cut", new Json.Bool(true));
      }
      members.put(seconds > 0 ? "seconds" : "times", number(seconds > 0 ? seconds : times));
      if (person != null) {
        members.put("person", new Json.Text(person));
      }
      return new Json.Obj(members);
    }

    private static Json number(int value) {
      return new Json.Num(Integer.toString(value));
    }
  }

  RegalScript() {
    this(InstantSource.system());
  }

  RegalScript(InstantSource clock) {
    this.clock = clock;
  }

  /// Replaces what is left.
  synchronized void replace(List<Entry> next) {
    entries.clear();
    entries.addAll(next);
  }

  synchronized List<Entry> remaining() {
    Instant now = clock.instant();
    entries.removeIf(entry -> entry.isOver(now));
    return List.copyOf(entries);
  }

  /// The first entry that is for this body, used once; null where there is none.
  synchronized @Nullable Entry next(String body) {
    Instant now = clock.instant();
    entries.removeIf(entry -> entry.isOver(now));
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.isFor(body)) {
        entries.set(i, entry.useOnce(now));
        return entry;
      }
    }
    return null;
  }

  /// Reads a script; what is wrong with it stands in the exception.
  public static List<Entry> read(String json) throws JsonException {
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
      int seconds = number(object, "seconds", 0, 1, 86_400);
      int times = number(object, "times", seconds > 0 ? ANY_TIMES : 1, 1, ANY_TIMES);
      boolean isCut = object.get("cut") instanceof Json.Bool(boolean cut) && cut;
      String person = object.get("person") instanceof Json.Text(String text) ? text : null;
      entries.add(new Entry(status, delayMs, isCut, times, seconds, null, person));
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
