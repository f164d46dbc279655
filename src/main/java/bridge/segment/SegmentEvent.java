package bridge.segment;

import bridge.json.Json;

/// A Segment call by its type, which is compared ignoring case.
public sealed interface SegmentEvent {
  EventJson eventJson();

  record Identify(EventJson eventJson) implements SegmentEvent {}

  record Track(EventJson eventJson) implements SegmentEvent {}

  record Page(EventJson eventJson) implements SegmentEvent {}

  record Screen(EventJson eventJson) implements SegmentEvent {}

  record Group(EventJson eventJson) implements SegmentEvent {}

  record Alias(EventJson eventJson) implements SegmentEvent {}

  record Delete(EventJson eventJson) implements SegmentEvent {}

  /// A type that Segment does not define.
  record UnknownType(EventJson eventJson) implements SegmentEvent {}

  /// No type: missing, blank or not a string.
  record MissingType(EventJson eventJson) implements SegmentEvent {}

  static SegmentEvent of(EventJson eventJson) {
    if (!(eventJson.get("type") instanceof Json.Text(String type)) || Whitespace.isAll(type)) {
      return new MissingType(eventJson);
    }
    return switch (AsciiCase.lower(type)) {
      case "identify" -> new Identify(eventJson);
      case "track" -> new Track(eventJson);
      case "page" -> new Page(eventJson);
      case "screen" -> new Screen(eventJson);
      case "group" -> new Group(eventJson);
      case "alias" -> new Alias(eventJson);
      case "delete" -> new Delete(eventJson);
      default -> new UnknownType(eventJson);
    };
  }
}
