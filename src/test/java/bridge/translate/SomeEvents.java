package bridge.translate;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Events made up from a seed: names and values that the rules look at, put where they may stand
/// and where they may not.
final class SomeEvents {
  /// A credential: it must be in no request.
  static final String WRITE_KEY = "wk-3f9a";

  private static final List<String> TRAITS =
      List.of(
          "phone",
          "phones",
          "Phone",
          "email",
          "emails",
          "E-Mail",
          "firstName",
          "last_name",
          "address",
          "optIn",
          "opt_in",
          "smsOptIn",
          "traits",
          "plan",
          "vip",
          "🍕 key",
          "writeKey");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "+14155550100",
          "415-555-0101",
          "6***",
          "+12225555555",
          "a@b.co",
          "A@B.CO",
          "none",
          "true",
          "2026-02-01T10:00:00Z",
          "2026-02-01",
          "1769940000",
          "NOW",
          "1999-01-01",
          "sms",
          "VOICE",
          "email",
          "Regal.io",
          "vip",
          "é🍕",
          "\ud83d",
          "call.completed");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "450.00", "1e5", "4155550102", "1769940000123", "820982911946154508");
  private static final List<String> LIBRARIES =
      List.of("analytics.js", "analytics-node", "analytics-kotlin");

  private static final List<String> CHANNELS = List.of("sms", "Voice", "email");
  private static final List<String> TIMES =
      List.of("2026-02-01 10:00", "2026-02-02T10:00:00.5+05:30", "1769940000");
  private static final List<String> CONTACTS =
      List.of("+14155550100", "(415) 555-0101", "a@b.co", "Ann@B.CO", "6***");

  private final RandomGenerator random;

  SomeEvents(RandomGenerator random) {
    this.random = random;
  }

  Json.Obj event() {
    Map<String, Json> event = new LinkedHashMap<>();
    event.put(
        "type", new Json.Text(one(List.of("identify", "identify", "Track", "page", "screen"))));
    maybe(event, "userId", 2);
    maybe(event, "anonymousId", 3);
    event.put("writeKey", new Json.Text(WRITE_KEY));
    maybe(event, "timestamp", 3);
    maybe(event, "originalTimestamp", 4);
    maybe(event, "sentAt", 4);
    maybe(event, "receivedAt", 4);
    maybe(event, "messageId", 4);
    event.put("event", new Json.Text("Made Up"));
    event.put("traits", random.nextInt(8) == 0 ? value(2) : traits());
    event.put("properties", random.nextInt(4) == 0 ? value(2) : traits());
    event.put("context", random.nextInt(8) == 0 ? value(2) : context());
    return new Json.Obj(event);
  }

  Json value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> new Json.Null();
      case 1 -> new Json.Bool(random.nextBoolean());
      case 2 -> new Json.Num(one(NUMBERS));
      case 3, 4, 5 -> new Json.Text(one(TEXTS));
      case 6 -> list(depth);
      case 7 -> traits(depth - 1);
      default -> optIn();
    };
  }

  private Json.Obj traits() {
    return traits(3);
  }

  private Json.Obj traits(int depth) {
    Map<String, Json> traits = new LinkedHashMap<>();
    if (depth == 3 && random.nextInt(3) == 0) {
      List.of("phone", "email", "optIn").forEach(name -> traits.put(name, fitting(name, depth)));
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      String name = one(TRAITS);
      traits.put(name, random.nextBoolean() ? fitting(name, depth) : value(depth));
    }
    return new Json.Obj(traits);
  }

  private Json fitting(String name, int depth) {
    return switch (name) {
      case "phones", "emails" -> identifiers();
      case "phone", "email", "Phone", "E-Mail" -> new Json.Text(one(CONTACTS));
      case "optIn", "opt_in" -> new Json.Arr(List.of(optIn(), optIn()));
      default -> value(depth);
    };
  }

  private Json.Obj identifiers() {
    Map<String, Json> identifiers = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Map<String, Json> fields = new LinkedHashMap<>();
      for (String field : List.of("label", "isPrimary", "smsOptIn", "voiceOptIn", "emailOptIn")) {
        if (random.nextInt(3) == 0) {
          fields.put(field, random.nextInt(3) == 0 ? value(1) : optIn());
        }
      }
      identifiers.put(one(CONTACTS), new Json.Obj(fields));
    }
    return new Json.Obj(identifiers);
  }

  private Json.Obj optIn() {
    Map<String, Json> optIn = new LinkedHashMap<>();
    optIn.put("channel", new Json.Text(random.nextInt(4) == 0 ? one(TEXTS) : one(CHANNELS)));
    optIn.put("ip", new Json.Text(one(TEXTS)));
    optIn.put(
        "subscribed", random.nextInt(4) == 0 ? value(1) : new Json.Bool(random.nextBoolean()));
    if (random.nextInt(4) > 0) {
      optIn.put("timestamp", random.nextBoolean() ? value(1) : new Json.Text(one(TIMES)));
    }
    return new Json.Obj(optIn);
  }

  private Json.Obj context() {
    Map<String, Json> context = new LinkedHashMap<>();
    context.put("traits", random.nextBoolean() ? traits() : value(1));
    context.put("ip", new Json.Text("7.7.7.7"));
    context.put("writeKey", new Json.Text(WRITE_KEY));
    context.put("library", new Json.Obj(Map.of("name", new Json.Text(one(LIBRARIES)))));
    maybe(context, "personas", 4);
    maybe(context, "device", 4);
    return new Json.Obj(context);
  }

  private Json.Arr list(int depth) {
    List<Json> elements = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      elements.add(value(depth - 1));
    }
    return new Json.Arr(elements);
  }

  private void maybe(Map<String, Json> members, String name, int oneIn) {
    if (random.nextInt(oneIn) == 0) {
      members.put(name, value(1));
    }
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
