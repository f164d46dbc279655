package bridge.segment;

import bridge.json.Json;

/// What Segment's calls are; the type is compared ignoring case.
public sealed interface SegmentEvent {
  Message message();

  record Identify(Message message) implements SegmentEvent {}

  record Track(Message message) implements SegmentEvent {}

  record Page(Message message) implements SegmentEvent {}

  record Screen(Message message) implements SegmentEvent {}

  record Group(Message message) implements SegmentEvent {}

  record Alias(Message message) implements SegmentEvent {}

  record Delete(Message message) implements SegmentEvent {}

  /// A type that Segment does not know.
  record Foreign(Message message) implements SegmentEvent {}

  /// No type at all: missing, blank or no text.
  record Untyped(Message message) implements SegmentEvent {}

  static SegmentEvent of(Message message) {
    if (!(message.get("type") instanceof Json.Text(String type)) || Blank.isAll(type)) {
      return new Untyped(message);
    }
    return switch (Ascii.lower(type)) {
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
