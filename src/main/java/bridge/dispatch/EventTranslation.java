package bridge.dispatch;

import bridge.profile.Identity;
import bridge.translate.Translation;
import java.time.Instant;

/// The translation, seen by who delivers.
interface EventTranslation {
  /// What the event becomes.
  ///
  /// @param linked who the event's visitor is known as
  Translation translate(String event, Instant arrival, Identity linked);
}
