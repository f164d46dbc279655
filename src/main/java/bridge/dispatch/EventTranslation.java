package bridge.dispatch;

import bridge.profile.Identity;
import bridge.translate.Translation;
import java.time.Instant;
import java.util.function.Function;

/// The translation, as delivery uses it.
public interface EventTranslation {
  /// Translates an event.
  ///
  /// @param links the identity of a visitor, nobody without a link
  Translation translate(String event, Instant arrival, Function<String, Identity> links);
}
