package bridge.dispatch;

import bridge.profile.KnownPeople;
import bridge.translate.Translation;
import java.time.Instant;

/// The translation, as delivery uses it.
public interface EventTranslation {
  /// Translates an event.
  ///
  /// @param known what earlier events said of its person
  Translation translate(String event, Instant arrival, KnownPeople known);
}
