package bridge.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/// What Regal gets of an event, held against what the contract makes of it (segment-contract 8),
/// which stands here once more, for the kinds of the simulation alone.
final class ContentCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// Values that the state table may know to be stale (M28).
  private static final List<String> TRAITS = List.of("simulated", "firstName", "engaged");

  private static final List<String> OF_CONTACT = List.of("isPrimary", "smsOptIn");

  private final Invariants invariants;
  private final boolean hasStateTable;

  ContentCheck(Invariants invariants, boolean hasStateTable) {
    this.invariants = invariants;
    this.hasStateTable = hasStateTable;
  }

  void check(SimulatedEvent event, String json) {
    invariants.check(
        isExpected(event, json),
        "event " + event.number + " reached Regal with another content than its own");
  }

  private boolean isExpected(SimulatedEvent event, String json) {
    try {
      JsonNode actual = JSON.readTree(json);
      ObjectNode expected = expected(event);
      JsonNode phones = actual.path("traits").path("phones");
      if (hasStateTable) {
        putKnown(expected, event, phones);
        leaveOut(TRAITS, expected.path("traits"), actual.path("traits"));
      }
      for (String kind : List.of("phones", "emails")) {
        for (Map.Entry<String, JsonNode> each : actual.path("traits").path(kind).properties()) {
          hideTime(each.getValue());
          if (hasStateTable) {
            JsonNode own = expected.path("traits").path(kind).path(each.getKey());
            leaveOut(OF_CONTACT, own, each.getValue());
          }
        }
      }
      return expected.equals(actual);
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  /// What names no phone goes to those that the state table knows of its person or visitor.
  private static void putKnown(ObjectNode expected, SimulatedEvent event, JsonNode actual) {
    boolean isNo = event.kind == EventKind.OPT_IN && !event.consent.isYes();
    if (event.kind == EventKind.ANONYMOUS || (isNo && event.contacts.phones().isEmpty())) {
      for (String phone : NamedContacts.phonesOf(event.person, event.kind.isOfVisitor())) {
        if (actual.has(phone)) {
          putConsent(contact(expected, "phones", phone), event, isNo);
        }
      }
    }
  }

  private static void hideTime(JsonNode contact) {
    if (contact.path("smsOptIn") instanceof ObjectNode consent && consent.has("timestamp")) {
      consent.put("timestamp", "judged by ConsentCheck");
    }
  }

  private static void leaveOut(List<String> names, JsonNode expected, JsonNode actual) {
    if (expected instanceof ObjectNode values) {
      names.stream().filter(name -> !actual.has(name)).forEach(values::remove);
    }
  }

  private ObjectNode expected(SimulatedEvent event) {
    ObjectNode body = JSON.createObjectNode();
    body.put("originalTimestamp", TIME.format(Instant.ofEpochMilli(event.time)));
    body.put("eventSource", "Segment");
    if (!event.kind.isOfVisitor()) {
      body.put("userId", "person-" + event.person);
    }
    switch (event.kind) {
      case TRACK -> putNamed(body, "Step Done", event).put("amount", 12.5);
      case PAGE -> putNamed(body, "pageview", event).put("name", "Home");
      case ENGAGE_AUDIENCE ->
          putNamed(body, "Audience Entered", event)
              .put("audience_key", "simulants")
              .put("simulants", true);
      case ANONYMOUS -> {
        putNamed(body, "Look", event);
        body.putObject("traits").putObject("phones"); // at least one, which its link knows
      }
      case ENGAGE_TRAIT -> body.putObject("traits").put("engaged", event.contentNumber);
      case IDENTIFY, VISITOR, OPT_IN -> putTraits(body, event);
      default -> body.put("of", "a kind that is never sent");
    }
    return body;
  }

  private static ObjectNode putNamed(ObjectNode body, String name, SimulatedEvent event) {
    return body.put("name", name).putObject("properties").put("simulated", event.contentNumber);
  }

  private static void putTraits(ObjectNode body, SimulatedEvent event) {
    body.putObject("traits").put("simulated", event.contentNumber).put("firstName", "Maya");
    List<String> phones = event.contacts.phones();
    boolean isBound = phones.size() == 1 || !event.consent.isYes();
    for (String phone : phones) {
      ObjectNode contact = contact(body, "phones", phone);
      putConsent(contact, event, event.kind == EventKind.OPT_IN && isBound);
      if (phones.size() == 1) {
        contact.put("isPrimary", true);
      }
    }
    String email = event.contacts.email();
    if (email != null) {
      contact(body, "emails", email).put("isPrimary", true);
    }
  }

  private static ObjectNode contact(ObjectNode body, String kind, String key) {
    return body.withObjectProperty("traits").withObjectProperty(kind).putObject(key);
  }

  private static void putConsent(ObjectNode phone, SimulatedEvent event, boolean isBound) {
    if (isBound) {
      phone
          .putObject("smsOptIn")
          .put("subscribed", event.consent.isYes())
          .put("timestamp", "judged by ConsentCheck");
    }
  }
}
