package bridge.simulation;

import bridge.segment.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A simulated event as Segment writes it: always the same bytes for the same event. The number of
/// its content stands in what reaches Regal, except where the state table knows newer values.
final class EventText {
  private static final String NUMBER = "\"simulated\":";
  private static final String MESSAGE_ID = "\"messageId\":\"simulated-";
  private static final String LIBRARY =
      "\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"2.3.0\"}},";

  private EventText() {}

  static byte[] toUtf8(SimulatedEvent event) {
    return text(event).getBytes(StandardCharsets.UTF_8);
  }

  /// The number of the event that a message carries.
  static int number(String body) {
    int number = number(body, MESSAGE_ID);
    return number >= 0 ? number : Math.max(number(body, NUMBER), number("x" + body, "x"));
  }

  /// Whether a request may have been made of the event. Where newer values left its number out, its
  /// time and its person tell.
  static boolean mayBeOf(SimulatedEvent event, String request) {
    int number = number(request, NUMBER);
    if (number >= 0) {
      return number == event.contentNumber;
    }
    boolean isVisitor = event.kind == EventKind.VISITOR;
    boolean isOfPerson =
        request.contains("\"" + person(event) + "\"")
            || (isVisitor && !request.contains("\"userId\""));
    boolean isOfContact = !isVisitor || request.contains("\"" + event.contacts.first() + "\"");
    return isOfPerson
        && isOfContact
        && request.contains(EventTime.text(Instant.ofEpochMilli(event.time)));
  }

  /// The number behind a text, -1 for none.
  private static int number(String json, String before) {
    int at = json.indexOf(before) + before.length();
    int end = at;
    while (end < json.length() && Character.isDigit(json.charAt(end))) {
      end++;
    }
    return json.contains(before) && end > at ? Integer.parseInt(json, at, end, 10) : -1;
  }

  private static String text(SimulatedEvent event) {
    String number = NUMBER + event.contentNumber;
    String user = "\"userId\":\"" + person(event) + "\",";
    String visitor = "\"anonymousId\":\"" + person(event) + "\",";
    return switch (event.kind) {
      case TRACK -> track(event, user, "Step Done", number + ",\"amount\":12.50");
      case PAGE -> event("page", event, user + "\"name\":\"Home\"," + properties(number));
      case IDENTIFY -> event("identify", event, user + traits(number + own(event)));
      case OPT_IN -> event("identify", event, user + traits(number + own(event) + optIn(event)));
      case VISITOR -> event("identify", event, visitor + traits(number + own(event)));
      case ENGAGE_TRAIT -> {
        String traits = traits("\"engaged\":" + event.contentNumber);
        yield event("identify", event, user + traits + personas("engaged") + number + ",");
      }
      case ENGAGE_AUDIENCE -> {
        String properties = number + ",\"audience_key\":\"simulants\",\"simulants\":true";
        String audience = properties(properties) + personas("simulants");
        yield event("track", event, user + "\"event\":\"Audience Entered\"," + audience);
      }
      case GROUP -> event("group", event, user + traits(number));
      case ALIAS -> event("alias", event, user + traits(number));
      case ANONYMOUS -> track(event, visitor, "Look", number);
      case STOPPED -> {
        String name = "\"event\":\"No\",\"integrations\":{\"Regal.io\":false},";
        yield event("track", event, user + name + properties(number));
      }
      case DELETE -> event("delete", event, user + number + ",");
      case MISSING_TYPE -> "{" + user + number + "}";
      case NOT_AN_OBJECT -> Integer.toString(event.number);
    };
  }

  /// The userId or anonymousId of its person.
  static String person(SimulatedEvent event) {
    return event.kind.isOfVisitor() ? "visitor-" + event.person : userId(event.person);
  }

  static String userId(int person) {
    return "person-" + person;
  }

  private static String track(SimulatedEvent event, String who, String name, String properties) {
    return event("track", event, who + "\"event\":\"" + name + "\"," + properties(properties));
  }

  private static String properties(String members) {
    return "\"properties\":{" + members + "},";
  }

  private static String traits(String members) {
    return "\"traits\":{" + members + "},";
  }

  private static String own(SimulatedEvent event) {
    return event.contacts.traits() + ",\"firstName\":\"Maya\"";
  }

  private static String optIn(SimulatedEvent event) {
    return ",\"optIn\":[{\"channel\":\"sms\",\"subscribed\":"
        + event.consent.isYes()
        + event.consent.timestamp(event.clock)
        + "}]";
  }

  private static String personas(String key) {
    return "\"context\":{\"personas\":{\"computation_key\":\"" + key + "\"}},";
  }

  private static String event(String type, SimulatedEvent event, String members) {
    return "{\"type\":\""
        + type
        + "\","
        + (event.hasMessageId ? MESSAGE_ID + event.number + "\"," : "")
        + members
        + (event.kind.isBulk() ? "" : LIBRARY)
        + "\"timestamp\":\""
        + event.clock.text(event.time)
        + "\"}";
  }
}
