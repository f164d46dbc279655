package bridge.translate;

import bridge.profile.Identity;
import bridge.segment.DeviceIp;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event under translation: what it says, when it came, and the warnings found so far.
record TranslationContext(
    EventJson eventJson,
    Instant arrival,
    TranslationSettings settings,
    EngageOrigin engage,
    Identity linked,
    Warnings warnings) {

  /// @param linked who the event's visitor is known as
  static TranslationContext of(
      EventJson eventJson, Instant arrival, TranslationSettings settings, Identity linked) {
    EngageOrigin engage = EngageOrigin.of(eventJson);
    return new TranslationContext(eventJson, arrival, settings, engage, linked, new Warnings());
  }

  /// The same event, read by who wants to know no warnings.
  TranslationContext withoutWarnings() {
    return new TranslationContext(eventJson, arrival, settings, engage, linked, new Warnings());
  }

  void warn(WarningCode code, JsonPath path) {
    warnings.add(code, path);
  }

  OptIns optIns() {
    return new OptIns(arrival, warnings);
  }

  /// The address of the person's own device, or null where it is not known.
  @Nullable String deviceIp() {
    return DeviceIp.ip(eventJson);
  }
}
