package bridge.translate;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.profile.Identity;
import bridge.profile.KnownPeople;
import bridge.segment.EventTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One line of a table of cases: the rule, why it is so, Segment's `event` (or `text`, where that
/// is not JSON), and what is expected: `send` with the body, `skip` or `dead_letter` with the
/// reason, and the warnings. A body without originalTimestamp means the arrival, one without
/// eventSource Segment.
record Case(String place, Json.Obj line) {
  static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");

  private static final JsonReader READER = new JsonReader(200);

  /// The cases of a file beside the tests' resources.
  static List<Case> read(String file) throws Exception {
    Path path = Path.of("src/test/resources/bridge/translate", file);
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      String place = file + ":" + (cases.size() + 1);
      cases.add(new Case(place, (Json.Obj) READER.read(line)));
    }
    return cases;
  }

  Translation translate() {
    return new Translator(settings()).translate(event(), arrival(), known());
  }

  String event() {
    return line.get("text") instanceof Json.Text(String text)
        ? text
        : JsonWriter.text(Objects.requireNonNull(line.get("event"), place));
  }

  /// What the line asks for, in the form of [#outcome].
  Json.Obj expected() {
    Map<String, Json> outcome = new LinkedHashMap<>();
    for (String kind : List.of("send", "skip", "dead_letter")) {
      Json value = line.get(kind);
      if (value != null) {
        outcome.put(kind, value instanceof Json.Obj body ? whole(body) : value);
      }
    }
    outcome.put("warn", line.get("warn") instanceof Json.Arr warn ? warn : new Json.Arr(List.of()));
    return new Json.Obj(outcome);
  }

  /// A translation as a line would state it; members compare in any order, numbers by their digits.
  static Json.Obj outcome(Translation translation) throws Exception {
    Map<String, Json> outcome = new LinkedHashMap<>();
    switch (translation) {
      case Translation.Send send -> outcome.put("send", READER.read(send.request().json()));
      case Translation.Skip skip -> outcome.put("skip", new Json.Text(skip.reason().code()));
      case Translation.DeadLetter park ->
          outcome.put("dead_letter", new Json.Text(park.reason().code()));
    }
    List<Json> warnings = new ArrayList<>();
    for (Warning warning : translation.warnings()) {
      warnings.add(new Json.Text(warning.code().code() + " " + warning.path()));
    }
    outcome.put("warn", new Json.Arr(warnings));
    return new Json.Obj(outcome);
  }

  private Instant arrival() {
    return line.get("receivedAt") instanceof Json.Text(String text) ? Instant.parse(text) : ARRIVAL;
  }

  /// The visitor of every event has the identity link `linked`.
  private KnownPeople known() {
    Json.Obj linked =
        line.get("linked") instanceof Json.Obj object ? object : new Json.Obj(Map.of());
    var identity =
        new Identity(
            texts(linked.get("phones")),
            texts(linked.get("emails")),
            linked.get("userId") instanceof Json.Text(String userId) ? userId : null);
    return new KnownPeople() {
      @Override
      public Identity visitor(String anonymousId) {
        return identity;
      }
    };
  }

  private static List<String> texts(@Nullable Json value) {
    return value instanceof Json.Arr(List<Json> elements)
        ? elements.stream().map(each -> ((Json.Text) each).value()).toList()
        : List.of();
  }

  private Json.Obj whole(Json.Obj body) {
    Map<String, Json> whole = new LinkedHashMap<>(body.members());
    whole.putIfAbsent("originalTimestamp", new Json.Text(EventTime.text(arrival())));
    whole.putIfAbsent("eventSource", new Json.Text("Segment"));
    return new Json.Obj(whole);
  }

  private TranslationSettings settings() {
    Json.Obj chosen =
        line.get("settings") instanceof Json.Obj object ? object : new Json.Obj(Map.of());
    return new TranslationSettings(
        chosen.get("country") instanceof Json.Text(String country) ? country : "US",
        isOn(chosen.get("pages")),
        isOn(chosen.get("honour")),
        chosen.get("identifyFromProperties") instanceof Json.Bool(boolean on) && on,
        isOn(chosen.get("profileFallbacks")));
  }

  private static boolean isOn(@Nullable Json value) {
    return !(value instanceof Json.Bool(boolean on) && !on);
  }

  @Override
  public String toString() {
    String rule = line.get("rule") instanceof Json.Text(String text) ? text : "";
    String why = line.get("why") instanceof Json.Text(String text) ? text : "";
    return rule + " " + why + " (" + place + ")";
  }
}
