package bridge.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What Regal gets of an event, held against what the contract makes of it (segment-contract 8),
/// which stands here once more, for the kinds of the simulation alone.
final class ContentCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// Values that the state table may know to be stale (M28).
  private static final List<String> TRAITS = List.of("simulated", "firstName", "engaged");

  private static final List<String> OF_PHONE = List.of("isPrimary", "smsOptIn");

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
      JsonNode phone = phone(actual, event);
      if (phone.path("smsOptIn") instanceof ObjectNode consent && consent.has("timestamp")) {
        consent.put("timestamp", "judged by ConsentCheck");
      }
      if (hasStateTable) {
        leaveOut(TRAITS, expected.path("traits"), actual.path("traits"));
        leaveOut(OF_PHONE, phone(expected, event), phone);
      }
      if (event.isWithoutPhone && !(hasStateTable && actual.path("traits").has("phones"))) {
        expected.withObjectProperty("traits").remove("phones");
      }
      return expected.equals(actual);
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  private static JsonNode phone(JsonNode body, SimulatedEvent event) {
    return body.path("traits").path("phones").path(EventText.phoneInE164(event));
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
        putPhone(body, event);
      }
      case ENGAGE_TRAIT -> body.putObject("traits").put("engaged", event.contentNumber);
      case IDENTIFY, VISITOR -> putPhone(putTraits(body, event), event).put("isPrimary", true);
      case OPT_IN -> putOptIn(putTraits(body, event), event);
      default -> body.put("of", "a kind that is never sent");
    }
    return body;
  }

  private static ObjectNode putNamed(ObjectNode body, String name, SimulatedEvent event) {
    return body.put("name", name).putObject("properties").put("simulated", event.contentNumber);
  }

  private static ObjectNode putTraits(ObjectNode body, SimulatedEvent event) {
    ObjectNode traits = body.putObject("traits").put("simulated", event.contentNumber);
    if (!event.isWithoutPhone) {
      traits.put("firstName", "Maya");
    }
    return body;
  }

  private static ObjectNode putPhone(ObjectNode body, SimulatedEvent event) {
    return body.withObjectProperty("traits")
        .withObjectProperty("phones")
        .putObject(EventText.phoneInE164(event));
  }

  /// A no without a phone goes to the one that the state table knows, if any.
  private static void putOptIn(ObjectNode body, SimulatedEvent event) {
    ObjectNode phone = putPhone(body, event);
    if (!event.isWithoutPhone) {
      phone.put("isPrimary", true);
    }
    phone
        .putObject("smsOptIn")
        .put("subscribed", event.consent.isYes())
        .put("timestamp", "judged by ConsentCheck");
  }
}
