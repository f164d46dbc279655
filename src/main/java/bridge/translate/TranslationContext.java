package bridge.translate;

import bridge.json.Json;
import bridge.profile.KnownPeople;
import bridge.segment.DeviceIp;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import bridge.segment.EventTime;
import bridge.segment.SegmentEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One event under translation: its JSON, its times, what is known of its person, and the warnings
/// found so far.
record TranslationContext(
    SegmentEvent event,
    Instant arrival,
    EventTime time,
    TranslationSettings settings,
    EngageOrigin engage,
    KnownPeople known,
    Warnings warnings,
    Map<Json, Optional<String>> phones) {

  static TranslationContext of(
      SegmentEvent event,
      Instant arrival,
      TranslationSettings settings,
      KnownPeople known,
      Warnings warnings) {
    EventJson json = event.eventJson();
    return new TranslationContext(
        event,
        arrival,
        EventTime.of(json, arrival),
        settings,
        EngageOrigin.of(event),
        known,
        warnings,
        new HashMap<>());
  }

  /// The same event with a list of warnings of its own, for a reader that reports none.
  TranslationContext withoutWarnings() {
    return new TranslationContext(
        event, arrival, time, settings, engage, known, new Warnings(), phones);
  }

  EventJson eventJson() {
    return event.eventJson();
  }

  boolean isIdentify() {
    return event instanceof SegmentEvent.Identify;
  }

  void warn(WarningCode code, JsonPath path) {
    warnings.add(code, path);
  }

  /// Regal's key for the value, or null if the value is not an identifier of this kind. A phone is
  /// parsed once.
  @Nullable String key(ContactKind kind, Json value) {
    String country = settings.defaultPhoneCountry();
    return kind == ContactKind.PHONE
        ? phones
            .computeIfAbsent(value, _ -> Optional.ofNullable(kind.key(value, country)))
            .orElse(null)
        : kind.key(value, country);
  }

  /// The earliest of a claimed time, the event's own and its arrival.
  Instant earliest(Instant claimed) {
    Instant own = time.time();
    return atMostArrival(claimed.isBefore(own) ? claimed : own);
  }

  Instant atMostArrival(Instant instant) {
    return instant.isBefore(arrival) ? instant : arrival;
  }

  /// The address of the person's own device, or null if unknown.
  @Nullable String deviceIp() {
    return DeviceIp.ip(eventJson());
  }
}
