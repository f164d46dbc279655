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

  static byte[] toUtf8(SimulatedEvent simulatedEvent) {
    return text(simulatedEvent).getBytes(StandardCharsets.UTF_8);
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

  private static String text(SimulatedEvent simulatedEvent) {
    String number = NUMBER + simulatedEvent.number;
    String person = person(simulatedEvent);
    return switch (simulatedEvent.eventKind) {
      case TRACK ->
          event(
              "track",
              simulatedEvent,
              user(person),
              "\"event\":\"Step Done\",\"properties\":{" + number + ",\"amount\":12.50},");
      case PAGE ->
          event(
              "page",
              simulatedEvent,
              user(person),
              "\"name\":\"Home\",\"properties\":{" + number + "},");
      case IDENTIFY ->
          event(
              "identify",
              simulatedEvent,
              user(person),
              "\"traits\":{" + number + phone(simulatedEvent) + "},");
      case OPT_IN ->
          event(
              "identify",
              simulatedEvent,
              user(person),
              "\"traits\":{"
                  + number
                  + phone(simulatedEvent)
                  + optIn(simulatedEvent.consentDecision)
                  + "},");
      case VISITOR ->
          event(
              "identify",
              simulatedEvent,
              visitor(simulatedEvent),
              "\"traits\":{" + number + phone(simulatedEvent) + "},");
      case ENGAGE_TRAIT ->
          event(
              "identify",
              simulatedEvent,
              user(person),
              "\"traits\":{\"engaged\":"
                  + simulatedEvent.number
                  + "},"
                  + personas("engaged")
                  + number
                  + ",");
      case ENGAGE_AUDIENCE ->
          event(
              "track",
              simulatedEvent,
              user(person),
              "\"event\":\"Audience Entered\",\"properties\":{"
                  + number
                  + ",\"audience_key\":\"simulants\",\"simulants\":true},"
                  + personas("simulants"));
      case GROUP -> event("group", simulatedEvent, user(person), "\"traits\":{" + number + "},");
      case ALIAS -> event("alias", simulatedEvent, user(person), "\"traits\":{" + number + "},");
      case ANONYMOUS ->
          event(
              "track",
              simulatedEvent,
              visitor(simulatedEvent),
              "\"event\":\"Look\",\"properties\":{" + number + "},");
      case STOPPED ->
          event(
              "track",
              simulatedEvent,
              user(person),
              "\"event\":\"No\",\"integrations\":{\"Regal.io\":false},\"properties\":{"
                  + number
                  + "},");
      case DELETE -> event("delete", simulatedEvent, user(person), number + ",");
      case MISSING_TYPE -> "{" + user(person) + number + "}";
      case NOT_AN_OBJECT -> Integer.toString(simulatedEvent.number);
    };
  }

  /// The userId or anonymousId of its person.
  static String person(SimulatedEvent simulatedEvent) {
    return (simulatedEvent.eventKind.isOfVisitor() ? "visitor-" : "person-")
        + simulatedEvent.person;
  }

  private static String visitor(SimulatedEvent simulatedEvent) {
    return "\"anonymousId\":\"" + person(simulatedEvent) + "\",";
  }

  private static String optIn(ConsentDecision consentDecision) {
    return ",\"optIn\":[{\"channel\":\"sms\",\"subscribed\":"
        + consentDecision.isYes()
        + ",\"timestamp\":\""
        + time(consentDecision.at())
        + "\"}]";
  }

  private static String personas(String key) {
    return "\"context\":{\"personas\":{\"computation_key\":\"" + key + "\"}},";
  }

  private static String user(String person) {
    return "\"userId\":\"" + person + "\",";
  }

  private static String phone(SimulatedEvent simulatedEvent) {
    int phone =
        (simulatedEvent.eventKind.isOfVisitor() ? VISITORS_PHONES : PHONES) + simulatedEvent.person;
    return ",\"phone\":\"(212) "
        + phone / 10_000
        + "-"
        + digits(phone % 10_000)
        + "\",\"firstName\":\"Maya\"";
  }

  private static String digits(int four) {
    return Integer.toString(10_000 + four).substring(1);
  }

  private static String event(String type, SimulatedEvent simulatedEvent, String who, String what) {
    return "{\"type\":\""
        + type
        + "\",\"messageId\":\"simulated-"
        + simulatedEvent.number
        + "\","
        + who
        + what
        + (simulatedEvent.eventKind.isBulk() ? "" : LIBRARY)
        + "\"timestamp\":\""
        + time(simulatedEvent.time)
        + "\"}";
  }

  private static String time(long millis) {
    return EventTime.text(Instant.ofEpochMilli(millis));
  }
}
