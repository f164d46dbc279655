package bridge.simulation;

import java.nio.charset.StandardCharsets;

/// A simulated event as Segment writes it: always the same bytes for the same event. Its number
/// stands in what reaches Regal.
final class EventText {
  private static final String NUMBER = "\"simulated\":";

  private EventText() {}

  static byte[] of(Fact fact) {
    return text(fact).getBytes(StandardCharsets.UTF_8);
  }

  /// The number that an event, or a request made of it, carries.
  static int number(String json) {
    int at = json.indexOf(NUMBER);
    int from = at < 0 ? 0 : at + NUMBER.length();
    int number = 0;
    for (int i = from; i < json.length() && Character.isDigit(json.charAt(i)); i++) {
      number = 10 * number + (json.charAt(i) - '0');
    }
    return number;
  }

  private static String text(Fact fact) {
    String number = NUMBER + fact.number;
    String person = "person-" + fact.person;
    return switch (fact.kind) {
      case TRACK ->
          event(
              "track",
              fact,
              user(person),
              "\"event\":\"Step Done\",\"properties\":{" + number + ",\"amount\":12.50},");
      case PAGE ->
          event("page", fact, user(person), "\"name\":\"Home\",\"properties\":{" + number + "},");
      case IDENTIFY ->
          event("identify", fact, user(person), "\"traits\":{" + number + phone(fact) + "},");
      case GROUP -> event("group", fact, user(person), "\"traits\":{" + number + "},");
      case ALIAS -> event("alias", fact, user(person), "\"traits\":{" + number + "},");
      case ANONYMOUS ->
          event(
              "track",
              fact,
              "\"anonymousId\":\"" + person + "\",",
              "\"event\":\"Look\",\"properties\":{" + number + "},");
      case STOPPED ->
          event(
              "track",
              fact,
              user(person),
              "\"event\":\"No\",\"integrations\":{\"Regal.io\":false},\"properties\":{"
                  + number
                  + "},");
      case DELETE -> event("delete", fact, user(person), number + ",");
      case UNTYPED -> "{" + user(person) + number + "}";
      case NO_OBJECT -> Integer.toString(fact.number);
    };
  }

  private static String user(String person) {
    return "\"userId\":\"" + person + "\",";
  }

  private static String phone(Fact fact) {
    return ",\"phone\":\"(212) 555-" + (1_000 + fact.person % 9_000) + "\",\"firstName\":\"Maya\"";
  }

  private static String event(String type, Fact fact, String who, String what) {
    return "{\"type\":\""
        + type
        + "\",\"messageId\":\"simulated-"
        + fact.number
        + "\","
        + who
        + what
        + "\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"2.3.0\"}},"
        + "\"timestamp\":\"2026-11-24T07:59:00.500Z\"}";
  }
}
