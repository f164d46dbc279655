package bridge.operator;

import bridge.hash.Sha256;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.segment.CleanText;
import bridge.segment.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An id of an event or a person in the form that a log line of dispatch holds. A person's id is
/// hashed here and never leaves this machine; of an event's id only one that Segment or SQS made
/// does.
///
/// @param fields of the line, any of which may hold it
/// @param values any of which it may be
record SearchedId(List<String> fields, Set<String> values) {
  private static final Pattern HASHED_MESSAGE_ID = Pattern.compile("h:[0-9a-f]{16}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-f]{64}");

  /// A pattern has at most 1,024 characters; a condition with a group has 80.
  private static final int MOST_CONDITIONS = 10;

  /// Lines of every event that was skipped, dead-lettered or retried.
  static final SearchedId UNDELIVERED =
      new SearchedId(List.of("outcome"), Set.of("skipped", "dead_lettered", "retrying"));

  /// The id of one of the kinds that the page offers.
  ///
  /// @param kind event, userId, anonymousId, contact (a phone or an e-mail) or group
  static SearchedId of(String kind, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("Enter an id.");
    }
    return switch (kind) {
      case "event" ->
          new SearchedId(List.of("messageId", "segmentMessageId"), Set.of(inLog(id.strip())));
      case "userId", "anonymousId" -> person(kind, id);
      case "contact" -> person(id.contains("@") ? "email" : "phone", id);
      case "group" -> {
        if (!GROUP.matcher(id).matches()) {
          throw new IllegalArgumentException("A group has 64 hexadecimal digits.");
        }
        yield new SearchedId(List.of("group"), Set.of(id));
      }
      default -> throw new IllegalArgumentException("There is no such kind of id.");
    };
  }

  private static String inLog(String id) {
    Json.Obj event = new Json.Obj(Map.of("messageId", new Json.Text(id)));
    return HASHED_MESSAGE_ID.matcher(id).matches() ? id : MessageId.forLog(JsonWriter.text(event));
  }

  /// As ingest hashes it, blanks included; and without those around it, which a copied text may
  /// have.
  private static SearchedId person(String identifier, String id) {
    Set<String> hashes = new TreeSet<>();
    for (String text : List.of(id, id.strip())) {
      hashes.add(Sha256.hex(identifier + ":" + CleanText.of(text)));
    }
    return new SearchedId(List.of("group"), hashes);
  }

  boolean isOfPerson() {
    return fields.contains("group");
  }

  /// CloudWatch's filter patterns, each of a length that it takes.
  List<String> patterns() {
    List<String> conditions =
        fields.stream()
            .flatMap(
                field -> values.stream().map(value -> "($.%s = \"%s\")".formatted(field, value)))
            .toList();
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i += MOST_CONDITIONS) {
      patterns.add(
          conditions.subList(i, Math.min(i + MOST_CONDITIONS, conditions.size())).stream()
              .collect(Collectors.joining(" || ", "{ ", " }")));
    }
    return patterns;
  }
}
