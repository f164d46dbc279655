package bridge.translate;

import bridge.profile.Identity;
import bridge.segment.DeviceIp;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event under translation: its JSON, when it arrived, and the warnings found so far.
record TranslationContext(
    EventJson eventJson,
    Instant arrival,
    TranslationSettings settings,
    EngageOrigin engage,
    Identity linked,
    Warnings warnings) {

  /// @param linked the person that the visitor's identity link names, nobody without a link
  static TranslationContext of(
      EventJson eventJson, Instant arrival, TranslationSettings settings, Identity linked) {
    EngageOrigin engage = EngageOrigin.of(eventJson);
    return new TranslationContext(eventJson, arrival, settings, engage, linked, new Warnings());
  }

  /// The same event with a list of warnings of its own, for a reader that reports none.
  TranslationContext withoutWarnings() {
    return new TranslationContext(eventJson, arrival, settings, engage, linked, new Warnings());
  }

  void warn(WarningCode code, JsonPath path) {
    warnings.add(code, path);
  }

  OptIns optIns() {
    return new OptIns(arrival, warnings);
  }

  /// The address of the person's own device, or null if unknown.
  @Nullable String deviceIp() {
    return DeviceIp.ip(eventJson);
  }
}
