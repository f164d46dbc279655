package bridge.dispatch;

import bridge.profile.Identity;
import bridge.translate.Translation;
import java.time.Instant;

/// The translation, as delivery uses it.
public interface EventTranslation {
  /// Translates an event.
  ///
  /// @param linked the person that the visitor's identity link names, nobody without a link
  Translation translate(String event, Instant arrival, Identity linked);
}
