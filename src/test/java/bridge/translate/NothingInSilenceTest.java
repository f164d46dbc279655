package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.segment.CleanText;
import bridge.segment.Timestamp;
import bridge.segment.Whitespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Of an event that is sent, each value is in the request, below a warning's path, or in a place
/// that M33 lists. Places of which only one of several is read are looked at where they are the
/// only one.
@Execution(ExecutionMode.CONCURRENT)
class NothingInSilenceTest {
  private static final long SEED = Long.getLong("seed", 20_261_127);
  private static final int EVENTS = Integer.getInteger("events", 20_000);
  private static final Set<String> PERSON =
      Set.of("firstname", "lastname", "phone", "phones", "email", "emails", "address", "optin");

  private final Translator translator = new Translator(TranslationSettings.DEFAULT);

  @Test
  void everyValueLeavesOrIsNamed() throws Exception {
    Random random = new Random(SEED);
    int sent = 0;
    for (int i = 0; i < EVENTS; i++) {
      sent += check(JsonWriter.text(new SomeEvents(random).event()), "seed " + SEED) ? 1 : 0;
    }
    assertThat(sent).isGreaterThan(EVENTS / 5);
  }

  /// `-Dsamples=` names a folder of payloads, one event or an array in each file.
  @Test
  void everyValueOfARealPayloadLeavesOrIsNamed() throws Exception {
    int sent = 0;
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("samples", "events")))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        Json payload = new JsonReader(100).read(Files.readString(file));
        for (Json event : payload instanceof Json.Arr(List<Json> all) ? all : List.of(payload)) {
          sent += check(JsonWriter.text(event), file.toString()) ? 1 : 0;
        }
      }
    }
    assertThat(sent).isPositive();
  }

  /// Whether the event is sent; nothing of it is silent.
  private boolean check(String text, String source) throws JsonException {
    if (!(translator.translate(text, Case.ARRIVAL) instanceof Translation.Send send)) {
      return false;
    }
    assertThat(new Leaves((Json.Obj) new JsonReader(100).read(text), send).silent())
        .as("%s: %s becomes %s, %s", source, text, send.request().json(), send.warnings())
        .isEmpty();
    return true;
  }

  /// The leaves of one event, held against its request and its warnings.
  private static final class Leaves {
    private final Json.Obj event;
    private final Json.Obj body;
    private final boolean isIdentify;
    private final Set<String> texts = new HashSet<>();
    private final List<String> warned;
    private final List<String> silent = new ArrayList<>();

    Leaves(Json.Obj event, Translation.Send send) {
      this.event = event;
      this.body = send.request().body();
      this.isIdentify = new Json.Text("identify").equals(event.get("type"));
      this.warned = send.warnings().stream().map(Warning::path).toList();
      collect(body);
    }

    /// Of several consents some lose.
    private boolean isConsentThatMayLose(String name) {
      return (KeyMatching.fold(name).equals("optin") || ConsentChannel.fromMember(name) != null)
          && consents(event) > 1;
    }

    private static int consents(Json value) {
      return switch (value) {
        case Json.Obj(Map<String, Json> members) ->
            members.entrySet().stream()
                .mapToInt(
                    member ->
                        (KeyMatching.isSame("subscribed", member.getKey())
                                    || ConsentChannel.fromMember(member.getKey()) != null
                                ? 1
                                : 0)
                            + consents(member.getValue()))
                .sum();
        case Json.Arr(List<Json> elements) -> elements.stream().mapToInt(Leaves::consents).sum();
        default -> 0;
      };
    }

    List<String> silent() {
      Json.Obj own = object(event.get("traits"));
      Json.Obj inContext = object(object(event.get("context")).get("traits"));
      boolean isOwnEmpty = isEmpty(own);
      traits(own, JsonPath.EVENT.key("traits"), isIdentify, !isOwnEmpty);
      traits(
          inContext,
          JsonPath.EVENT.key("context").key("traits"),
          isIdentify && isOwnEmpty,
          isOwnEmpty);
      if (!isIdentify && event.get("properties") instanceof Json.Obj properties) {
        exact(properties, body.get("properties"), JsonPath.EVENT.key("properties"));
      }
      return silent;
    }

    /// @param isOwn whether custom traits leave
    /// @param isFirst whether no other traits come before these
    private void traits(Json.Obj traits, JsonPath path, boolean isOwn, boolean isFirst) {
      Json.Obj sent = object(body.get("traits"));
      traits
          .members()
          .forEach(
              (name, value) -> {
                String folded = KeyMatching.fold(name);
                JsonPath here = path.key(name);
                boolean isOptIn = folded.equals("optin") && !OptIns.isOptIn(name, value);
                boolean isPerson = PERSON.contains(folded) && !isOptIn;
                if (isPerson
                    && isFirst
                    && isOnlySpelling(traits, folded)
                    && !isConsentThatMayLose(name)) {
                  person(value, here);
                } else if (!isPerson && isOwn && isFirst) {
                  exact(value, sent.get(CleanText.of(name)), here);
                }
              });
    }

    /// Values of a person leave in another form or place.
    private void person(Json value, JsonPath path) {
      switch (value) {
        case Json.Obj(Map<String, Json> members) ->
            members.forEach(
                (name, member) -> {
                  if (isOnlySpelling((Json.Obj) value, KeyMatching.fold(name))
                      && !isConsentThatMayLose(name)) {
                    person(member, path.key(name));
                  }
                });
        case Json.Arr(List<Json> elements) -> {
          for (int i = 0; i < elements.size(); i++) {
            person(elements.get(i), path.index(i));
          }
        }
        case Json.Null _ -> {}
        case Json.Text(String text) -> leaf(text, path);
        case Json.Num(String lexeme) -> leaf(lexeme, path);
        case Json.Bool(boolean bool) -> leaf(Boolean.toString(bool), path);
      }
    }

    private void leaf(String text, JsonPath path) {
      String plain = Whitespace.trim(CleanText.of(text)).toLowerCase(Locale.ROOT);
      boolean isSent =
          plain.isEmpty()
              || texts.stream().anyMatch(sent -> sent.contains(plain) || isSameNumber(sent, plain))
              || (Timestamp.read(new Json.Text(plain)) != null && texts.contains("subscribed"))
              || (ConsentChannel.fromName(plain) != null && texts.contains("subscribed"));
      if (!isSent && warned.stream().noneMatch(warning -> covers(warning, path.path()))) {
        silent.add(path.path());
      }
    }

    private void exact(Json value, @Nullable Json sent, JsonPath path) {
      Json left =
          NullRemoval.removeNulls(
              TextRepair.repair(new Json.Obj(Map.of("v", value)), new Warnings())
                  .members()
                  .getOrDefault("v", value));
      boolean isSame =
          left == null
              || left.equals(sent)
              || (sent instanceof Json.Bool && left instanceof Json.Text); // M22
      if (!isSame && left instanceof Json.Obj object && sent instanceof Json.Obj given) {
        object.members().forEach((name, member) -> exact(member, given.get(name), path.key(name)));
      } else if (!isSame && warned.stream().noneMatch(warning -> covers(warning, path.path()))) {
        silent.add(path.path());
      }
    }

    /// Whether the warning names the place or one around it, or a place in the same opt-in.
    private static boolean covers(String warning, String path) {
      int entry = path.toLowerCase(Locale.ROOT).replaceAll("[_' -]", "").indexOf("optin");
      return path.startsWith(warning)
          || (entry >= 0 && warning.startsWith(path.substring(0, path.lastIndexOf('.'))));
    }

    private static boolean isOnlySpelling(Json.Obj object, String folded) {
      return object.members().keySet().stream()
              .filter(name -> KeyMatching.fold(name).equals(folded))
              .count()
          == 1;
    }

    private static boolean isSameNumber(String sent, String given) {
      String digits = given.replaceAll("[^0-9]", "");
      return digits.length() > 6 && sent.replaceAll("[^0-9]", "").endsWith(digits);
    }

    private static boolean isEmpty(Json.Obj object) {
      return !(NullRemoval.removeNulls(object) instanceof Json.Obj left)
          || left.members().isEmpty();
    }

    private static Json.Obj object(@Nullable Json value) {
      return value instanceof Json.Obj object ? object : new Json.Obj(Map.of());
    }

    private void collect(Json value) {
      switch (value) {
        case Json.Obj(Map<String, Json> members) ->
            members.forEach(
                (name, member) -> {
                  texts.add(name.toLowerCase(Locale.ROOT));
                  collect(member);
                });
        case Json.Arr(List<Json> elements) -> elements.forEach(this::collect);
        case Json.Text(String text) -> texts.add(text.toLowerCase(Locale.ROOT));
        case Json.Num(String lexeme) -> texts.add(lexeme);
        case Json.Bool(boolean bool) -> texts.add(Boolean.toString(bool));
        case Json.Null _ -> {}
      }
    }
  }
}
