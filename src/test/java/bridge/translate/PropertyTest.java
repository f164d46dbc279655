package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.segment.AsciiCase;
import bridge.segment.CleanText;
import bridge.segment.EventTime;
import bridge.segment.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final int EVENTS = Integer.getInteger("events", 30_000);
  private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
  private static final Json.Obj NOTHING = new Json.Obj(Map.of());
  private static final List<String> CHANNELS = List.of("voiceOptIn", "smsOptIn", "emailOptIn");

  private static final Duration DAY = Duration.ofDays(1);

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
      Json time = Objects.requireNonNull(body.get("originalTimestamp"));
      consents(traits).forEach(c -> check(holds(event, c, time), faults, c.toString()));
    }
    if (!faults.isEmpty()) {
      assertThat(faults).as(description).isEmpty();
    }
  }

  private static boolean holdsUserId(Json.Obj event, @Nullable Json sent) {
    if (sent == null) {
      return true; // a contract test decides what is no id
    }
    return switch (event.get("userId")) {
      case Json.Text(String text) -> sent.equals(new Json.Text(CleanText.of(text)));
      case Json.Num(String lexeme) -> sent.equals(new Json.Text(lexeme));
      case null, default -> false;
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

  /// Whether the event held this yes or no for this channel, in traits where it counts, and there
  /// the identifier too.
  private static boolean holds(Json.Obj event, Consent consent, Json time) {
    boolean isYes = new Json.Bool(true).equals(consent.optIn().get("subscribed"));
    boolean isIdentify = new Json.Text("identify").equals(event.get("type"));
    List<Json.Obj> holders =
        !isYes
            ? List.of(own(event), inContext(event))
            : List.of(hasValue(own(event)) ? own(event) : inContext(event));
    boolean holdsIdentifier =
        texts(holders).stream()
            .anyMatch(t -> isPhone(t, consent.identifier()) || isEmail(t, consent.identifier()));
    List<Json> found = new ArrayList<>();
    for (Json.Obj holder : holders) {
      walk(
          holder,
          (key, value) -> {
            if (isOf(consent.member(), key, value) && isSame(value, consent.optIn(), isYes, time)) {
              found.add(value);
            }
          });
    }
    return (isIdentify || !isYes) && holdsIdentifier && !found.isEmpty();
  }

  private static boolean hasValue(Json.Obj traits) {
    List<Json> values = new ArrayList<>();
    walk(
        traits,
        (_, value) -> {
          if (!(value instanceof Json.Null)) {
            values.add(value);
          }
        });
    return !values.isEmpty();
  }

  private static boolean isOf(String member, String key, Json value) {
    return KeyMatching.isSame(key, member)
        || (value instanceof Json.Obj entry
            && entry.get("channel") instanceof Json.Text(String channel)
            && AsciiCase.lower(member).equals(AsciiCase.lower(channel) + "optin"));
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

  /// A yes leaves with its own time or an earlier one, a no with its own, its day's end or the
  /// event's.
  private static boolean isSame(Json given, Json.Obj sent, boolean isYes, Json eventTime) {
    if (!(given instanceof Json.Obj entry)) {
      return !isYes && eventTime.equals(sent.get("timestamp"));
    }
    Json subscribed = entry.get("subscribed");
    boolean isRight =
        isYes
            ? new Json.Bool(true).equals(subscribed)
            : new Json.Bool(false).equals(subscribed) || new Json.Text("false").equals(subscribed);
    Instant claimed = EventTime.within(Timestamp.read(entry.get("timestamp")), Case.ARRIVAL);
    Instant time = Objects.requireNonNull(Timestamp.read(sent.get("timestamp")));
    if (isYes) {
      return isRight && claimed != null && !time.isAfter(claimed) && !time.isAfter(Case.ARRIVAL);
    }
    return isRight
        && (eventTime.equals(sent.get("timestamp"))
            || (claimed != null && Duration.between(claimed, time).compareTo(DAY) < 0));
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
