package bridge.segment;

import bridge.json.Json;

/// What Segment's calls are; the type is compared ignoring case.
public sealed interface SegmentEvent {
  EventJson message();

  record Identify(EventJson message) implements SegmentEvent {}

  record Track(EventJson message) implements SegmentEvent {}

  record Page(EventJson message) implements SegmentEvent {}

  record Screen(EventJson message) implements SegmentEvent {}

  record Group(EventJson message) implements SegmentEvent {}

  record Alias(EventJson message) implements SegmentEvent {}

  record Delete(EventJson message) implements SegmentEvent {}

  /// A type that Segment does not know.
  record Foreign(EventJson message) implements SegmentEvent {}

  /// No type at all: missing, blank or no text.
  record Untyped(EventJson message) implements SegmentEvent {}

  static SegmentEvent of(EventJson message) {
    if (!(message.get("type") instanceof Json.Text(String type)) || Whitespace.isAll(type)) {
      return new Untyped(message);
    }
    return switch (AsciiCase.lower(type)) {
      case "identify" -> new Identify(message);
      case "track" -> new Track(message);
      case "page" -> new Page(message);
      case "screen" -> new Screen(message);
      case "group" -> new Group(message);
      case "alias" -> new Alias(message);
      case "delete" -> new Delete(message);
      default -> new Foreign(message);
    };
  }
}
