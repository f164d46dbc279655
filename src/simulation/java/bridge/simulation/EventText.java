package bridge.simulation;

import bridge.regal.RegalRequest;
import bridge.segment.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A simulated event as Segment writes it: always the same bytes for the same event. Its number
/// stands in what reaches Regal.
final class EventText {
  private static final String NUMBER = "\"simulated\":";
  private static final String TIME = "\"originalTimestamp\":\"";
  private static final int TIME_LENGTH = 24;
  private static final String LIBRARY =
      "\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"2.3.0\"}},";

  /// Seven digits, the first no less than 2; every person and every visitor has one.
  private static final int PHONES = 2_000_000;

  private static final int VISITORS_PHONES = 6_000_000;

  private EventText() {}

  static byte[] of(SimulatedEvent fact) {
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

  /// When the event happened of which a request was made, in milliseconds since 1970.
  static long time(RegalRequest request) {
    int from = request.json().indexOf(TIME) + TIME.length();
    return Instant.parse(request.json().substring(from, from + TIME_LENGTH)).toEpochMilli();
  }

  private static String text(SimulatedEvent fact) {
    String number = NUMBER + fact.number;
    String person = person(fact);
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
      case OPT_IN ->
          event(
              "identify",
              fact,
              user(person),
              "\"traits\":{" + number + phone(fact) + optIn(fact.decision) + "},");
      case VISITOR ->
          event("identify", fact, visitor(fact), "\"traits\":{" + number + phone(fact) + "},");
      case ENGAGE_TRAIT ->
          event(
              "identify",
              fact,
              user(person),
              "\"traits\":{\"engaged\":" + fact.number + "}," + personas("engaged") + number + ",");
      case ENGAGE_AUDIENCE ->
          event(
              "track",
              fact,
              user(person),
              "\"event\":\"Audience Entered\",\"properties\":{"
                  + number
                  + ",\"audience_key\":\"simulants\",\"simulants\":true},"
                  + personas("simulants"));
      case GROUP -> event("group", fact, user(person), "\"traits\":{" + number + "},");
      case ALIAS -> event("alias", fact, user(person), "\"traits\":{" + number + "},");
      case ANONYMOUS ->
          event(
              "track", fact, visitor(fact), "\"event\":\"Look\",\"properties\":{" + number + "},");
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

  /// The userId or anonymousId of its person.
  static String person(SimulatedEvent fact) {
    return (fact.kind.isOfVisitor() ? "visitor-" : "person-") + fact.person;
  }

  private static String visitor(SimulatedEvent fact) {
    return "\"anonymousId\":\"" + person(fact) + "\",";
  }

  private static String optIn(ConsentDecision decision) {
    return ",\"optIn\":[{\"channel\":\"sms\",\"subscribed\":"
        + decision.isYes()
        + ",\"timestamp\":\""
        + time(decision.at())
        + "\"}]";
  }

  private static String personas(String key) {
    return "\"context\":{\"personas\":{\"computation_key\":\"" + key + "\"}},";
  }

  private static String user(String person) {
    return "\"userId\":\"" + person + "\",";
  }

  private static String phone(SimulatedEvent fact) {
    int phone = (fact.kind.isOfVisitor() ? VISITORS_PHONES : PHONES) + fact.person;
    return ",\"phone\":\"(212) "
        + phone / 10_000
        + "-"
        + digits(phone % 10_000)
        + "\",\"firstName\":\"Maya\"";
  }

  private static String digits(int four) {
    return Integer.toString(10_000 + four).substring(1);
  }

  private static String event(String type, SimulatedEvent fact, String who, String what) {
    return "{\"type\":\""
        + type
        + "\",\"messageId\":\"simulated-"
        + fact.number
        + "\","
        + who
        + what
        + (fact.kind.isBulk() ? "" : LIBRARY)
        + "\"timestamp\":\""
        + time(fact.time)
        + "\"}";
  }

  private static String time(long millis) {
    return EventTime.text(Instant.ofEpochMilli(millis));
  }
}
