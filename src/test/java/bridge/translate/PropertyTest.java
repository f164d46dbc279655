package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.segment.Ascii;
import bridge.segment.EventTime;
import bridge.segment.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What holds for every event. `-Dseed` and `-Devents` choose other events and how many.
class PropertyTest {
  private static final long SEED = Long.getLong("seed", 20260301);
  private static final int EVENTS = Integer.getInteger("events", 100_000);
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
      String told = "seed " + SEED + ", event " + i + ": " + text;
      Translation translation = translator.translate(text, Case.ARRIVAL);
      if (i % 10 == 0) {
        assertThat(translator.translate(text, Case.ARRIVAL)).as(told).isEqualTo(translation);
      }
      if (translation instanceof Translation.Send send) {
        sent++;
        Json.Obj body = (Json.Obj) reader.read(send.request().json());
        consents += body.get("traits") instanceof Json.Obj traits ? consents(traits).size() : 0;
        everyRequestHolds(body, (Json.Obj) reader.read(text), told);
      }
    }
    assertThat(sent).as("requests seen").isGreaterThan(EVENTS / 5);
    assertThat(consents).as("consents seen").isGreaterThan(EVENTS / 100);
  }

  @Test
  void anyBytesGiveAnOutcome() {
    Random random = new Random(SEED);
    for (int i = 0; i < EVENTS / 10; i++) {
      byte[] bytes = JsonWriter.utf8(new SomeEvents(random).event());
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      String text = new String(bytes, StandardCharsets.UTF_8);

      assertThat(translator.translate(text, Case.ARRIVAL))
          .as("seed %s: %s", SEED, text)
          .isNotNull();
    }
  }

  private static void everyRequestHolds(Json.Obj body, Json.Obj event, String told) {
    String input = JsonWriter.text(event);
    String digits = digits(input);
    List<String> faults = new ArrayList<>();
    walk(
        body,
        (_, value) -> {
          if (value instanceof Json.Null) {
            faults.add("null");
          }
        });
    if (body.get("writeKey") != null) {
      faults.add("writeKey");
    }
    if (body.get("traits") instanceof Json.Obj traits) {
      identifiers(traits, "phones")
          .forEach((key, _) -> check(digits.contains(key.substring(2)), faults, key));
      identifiers(traits, "emails")
          .forEach((key, _) -> check(Ascii.lower(input).contains(Ascii.lower(key)), faults, key));
      consents(traits)
          .forEach(c -> check(holds(event, c.getKey(), c.getValue()), faults, c.getKey()));
    }
    if (!faults.isEmpty()) {
      assertThat(faults).as(told).isEmpty();
    }
  }

  /// Whether an identify held this yes or no, for this channel and at this time.
  private static boolean holds(Json.Obj event, String name, Json.Obj consent) {
    List<Json.Obj> found = new ArrayList<>();
    walk(
        event,
        (key, value) -> {
          if (value instanceof Json.Obj entry && isSame(entry, consent)) {
            boolean isChannel =
                key.equals(name)
                    || (entry.get("channel") instanceof Json.Text(String channel)
                        && Ascii.lower(name).equals(Ascii.lower(channel) + "optin"));
            if (isChannel) {
              found.add(entry);
            }
          }
        });
    return new Json.Text("identify").equals(event.get("type")) && !found.isEmpty();
  }

  private static boolean isSame(Json.Obj entry, Json.Obj consent) {
    var time = EventTime.within(Timestamp.read(entry.get("timestamp")), Case.ARRIVAL);
    return entry.get("subscribed") instanceof Json.Bool subscribed
        && subscribed.equals(consent.get("subscribed"))
        && time != null
        && new Json.Text(EventTime.text(time)).equals(consent.get("timestamp"));
  }

  private static List<Map.Entry<String, Json.Obj>> consents(Json.Obj traits) {
    List<Map.Entry<String, Json.Obj>> entries = new ArrayList<>();
    for (String kind : List.of("phones", "emails")) {
      for (Json identifier : identifiers(traits, kind).values()) {
        for (String channel : CHANNELS) {
          if (((Json.Obj) identifier).get(channel) instanceof Json.Obj consent) {
            entries.add(Map.entry(channel, consent));
          }
        }
      }
    }
    return entries;
  }

  private static Map<String, Json> identifiers(Json.Obj traits, String kind) {
    return traits.get(kind) instanceof Json.Obj identifiers ? identifiers.members() : Map.of();
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
    return digits.toString();
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
}
