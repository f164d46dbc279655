package bridge.translate;

import bridge.profile.Identity;
import bridge.segment.DeviceIp;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One event under translation: its JSON, when it arrived, and the warnings found so far.
record TranslationContext(
    EventJson eventJson,
    Instant arrival,
    TranslationSettings settings,
    EngageOrigin engage,
    Function<String, Identity> links,
    Warnings warnings) {

  /// @param links the identity of a visitor, nobody without a link
  static TranslationContext of(
      EventJson eventJson,
      Instant arrival,
      TranslationSettings settings,
      Function<String, Identity> links) {
    EngageOrigin engage = EngageOrigin.of(eventJson);
    return new TranslationContext(eventJson, arrival, settings, engage, links, new Warnings());
  }

  /// The same event with a list of warnings of its own, for a reader that reports none.
  TranslationContext withoutWarnings() {
    return new TranslationContext(eventJson, arrival, settings, engage, links, new Warnings());
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
