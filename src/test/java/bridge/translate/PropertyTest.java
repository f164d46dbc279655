package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.segment.AsciiCase;
import bridge.segment.EventTime;
import bridge.segment.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What holds for every event. `-Dseed` and `-Devents` choose other events and how many.
@Execution(ExecutionMode.CONCURRENT)
class PropertyTest {
  private static final long SEED = Long.getLong("seed", 20260301);
  private static final int EVENTS = Integer.getInteger("events", 100_000);
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Json.Obj NOTHING = new Json.Obj(Map.of());
  private static final List<String> CHANNELS = List.of("voiceOptIn", "smsOptIn", "emailOptIn");

  private final Translator translator = new Translator(TranslationSettings.DEFAULT);

  @Test
  void anyEventGivesTheSameValidOutcomeTwiceAndNoNull() throws Exception {
    Random random = new Random(SEED);
    JsonReader reader = new JsonReader(100);
    int sent = 0;
    int consents = 0;
    for (int i = 0; i < EVENTS; i++) {
      String text = JsonWriter.text(new SomeEvents(random).event());
      String description = "seed " + SEED + ", event " + i + ": " + text;
      Translation translation = translator.translate(text, Case.ARRIVAL);
      if (i % 10 == 0) {
        assertThat(translator.translate(text, Case.ARRIVAL)).as(description).isEqualTo(translation);
      }
      if (translation instanceof Translation.Send send) {
        sent++;
        Json.Obj body = (Json.Obj) reader.read(send.request().json());
        consents += body.get("traits") instanceof Json.Obj traits ? consents(traits).size() : 0;
        checkRequest(body, (Json.Obj) reader.read(text), description);
      }
    }
    assertThat(sent).as("requests seen").isGreaterThan(EVENTS / 5);
    assertThat(consents).as("consents seen").isGreaterThan(EVENTS / 100);
  }

  @Test
  void anyTextGivesTheSameValidOutcomeTwice() throws Exception {
    Fuzz fuzz = new Fuzz(new Random(SEED));
    for (int i = 0; i < EVENTS / 10; i++) {
      String input = fuzz.input();

      assertThat(fuzz.fault(input)).as("seed %s: %s", SEED, input).isEmpty();
    }
  }

  private static void checkRequest(Json.Obj body, Json.Obj event, String description) {
    List<String> faults = new ArrayList<>();
    check(!Fuzz.holdsNull(body), faults, "null");
    check(!JsonWriter.text(body).contains(SomeEvents.WRITE_KEY), faults, "writeKey");
    check(holdsUserId(event, body.get("userId")), faults, "userId");
    if (body.get("traits") instanceof Json.Obj traits) {
      List<String> sent = texts(List.of(own(event), inContext(event)));
      identifiers(traits, "phones")
          .forEach((key, _) -> check(sent.stream().anyMatch(t -> isPhone(t, key)), faults, key));
      identifiers(traits, "emails")
          .forEach((key, _) -> check(sent.stream().anyMatch(t -> isEmail(t, key)), faults, key));
      consents(traits).forEach(c -> check(holds(event, c), faults, c.toString()));
    }
    if (!faults.isEmpty()) {
      assertThat(faults).as(description).isEmpty();
    }
  }

  private static boolean holdsUserId(Json.Obj event, @Nullable Json sent) {
    return switch (event.get("userId")) {
      case Json.Text text when sent != null -> sent.equals(text);
      case Json.Num(String lexeme) when sent != null -> sent.equals(new Json.Text(lexeme));
      case null, default -> sent == null;
    };
  }

  /// Whether the text is this number: all of its digits, or all but its country code.
  private static boolean isPhone(String text, String e164) {
    String digits = text.length() < 7 ? "" : NO_DIGIT.matcher(text).replaceAll("");
    return digits.length() > 6 && e164.endsWith(digits);
  }

  private static boolean isEmail(String text, String address) {
    return AsciiCase.lower(text.strip()).equals(AsciiCase.lower(address));
  }

  /// Whether an identify held this yes or no for this channel at this time, in the traits that
  /// count, and there the identifier too.
  private static boolean holds(Json.Obj event, Consent consent) {
    Json.Obj traits = own(event).members().isEmpty() ? inContext(event) : own(event);
    boolean holdsIdentifier =
        texts(List.of(traits)).stream()
            .anyMatch(t -> isPhone(t, consent.identifier()) || isEmail(t, consent.identifier()));
    List<Json.Obj> found = new ArrayList<>();
    walk(
        traits,
        (key, value) -> {
          if (value instanceof Json.Obj entry && isSame(entry, consent.optIn())) {
            boolean isChannel =
                key.equals(consent.member())
                    || (entry.get("channel") instanceof Json.Text(String channel)
                        && AsciiCase.lower(consent.member())
                            .equals(AsciiCase.lower(channel) + "optin"));
            if (isChannel) {
              found.add(entry);
            }
          }
        });
    return new Json.Text("identify").equals(event.get("type"))
        && holdsIdentifier
        && !found.isEmpty();
  }

  private static Json.Obj own(Json.Obj event) {
    return event.get("traits") instanceof Json.Obj traits ? traits : NOTHING;
  }

  private static Json.Obj inContext(Json.Obj event) {
    return event.get("context") instanceof Json.Obj context
            && context.get("traits") instanceof Json.Obj traits
        ? traits
        : NOTHING;
  }

  /// Every key, text and number in these, as text.
  private static List<String> texts(List<Json.Obj> objects) {
    List<String> texts = new ArrayList<>();
    for (Json.Obj object : objects) {
      walk(
          object,
          (key, value) -> {
            texts.add(key);
            switch (value) {
              case Json.Text(String text) -> texts.add(text);
              case Json.Num(String lexeme) -> texts.add(lexeme);
              default -> {}
            }
          });
    }
    return texts;
  }

  private static boolean isSame(Json.Obj entry, Json.Obj consent) {
    var time = EventTime.within(Timestamp.read(entry.get("timestamp")), Case.ARRIVAL);
    return entry.get("subscribed") instanceof Json.Bool subscribed
        && subscribed.equals(consent.get("subscribed"))
        && time != null
        && new Json.Text(EventTime.text(time)).equals(consent.get("timestamp"));
  }

  private static List<Consent> consents(Json.Obj traits) {
    List<Consent> consents = new ArrayList<>();
    for (String kind : List.of("phones", "emails")) {
      identifiers(traits, kind)
          .forEach(
              (key, fields) -> {
                for (String member : CHANNELS) {
                  if (((Json.Obj) fields).get(member) instanceof Json.Obj optIn) {
                    consents.add(new Consent(key, member, optIn));
                  }
                }
              });
    }
    return consents;
  }

  private static Map<String, Json> identifiers(Json.Obj traits, String kind) {
    return traits.get(kind) instanceof Json.Obj identifiers ? identifiers.members() : Map.of();
  }

  private static void check(boolean isSo, List<String> faults, String fault) {
    if (!isSo) {
      faults.add(fault);
    }
  }

  private static void walk(Json value, BiConsumer<String, Json> visit) {
    switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.forEach(
              (key, member) -> {
                visit.accept(key, member);
                walk(member, visit);
              });
      case Json.Arr(List<Json> elements) ->
          elements.forEach(
              element -> {
                visit.accept("", element);
                walk(element, visit);
              });
      default -> {}
    }
  }

  /// One opt-in of a request: whose, for what, and what it says.
  private record Consent(String identifier, String member, Json.Obj optIn) {}
}
