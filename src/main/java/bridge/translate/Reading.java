package bridge.translate;

import bridge.segment.ClientSide;
import bridge.segment.EngageOrigin;
import bridge.segment.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event under translation: what it says, when it came, and the warnings found so far.
record Reading(
    Message message,
    Instant arrival,
    TranslationSettings settings,
    EngageOrigin engage,
    Warnings warnings) {

  static Reading of(Message message, Instant arrival, TranslationSettings settings) {
    return new Reading(message, arrival, settings, EngageOrigin.of(message), new Warnings());
  }

  void warn(WarningCode code, At at) {
    warnings.add(code, at);
  }

  OptIns optIns() {
    return new OptIns(arrival, warnings);
  }

  /// The address of the person's own device, or null where it is not known.
  @Nullable String deviceIp() {
    return ClientSide.ip(message);
  }
}
