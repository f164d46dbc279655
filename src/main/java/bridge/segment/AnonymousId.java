package bridge.segment;

import org.jspecify.annotations.Nullable;

/// The anonymousId of an event: the id of a visitor who has not identified. Read like a userId
/// (M7).
public final class AnonymousId {
  private AnonymousId() {}

  /// The id, or null where the event has none.
  public static @Nullable String of(EventJson eventJson) {
    return UserId.read(eventJson.get("anonymousId")).value();
  }
}
