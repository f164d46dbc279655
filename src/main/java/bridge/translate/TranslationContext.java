package bridge.translate;

import bridge.profile.KnownPeople;
import bridge.segment.DeviceIp;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import bridge.segment.EventTime;
import bridge.segment.SegmentEvent;
import java.time.Instant;
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
    ContactKeys keys) {

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
        new ContactKeys(settings.defaultPhoneCountry()));
  }

  /// The same event with a list of warnings of its own, for a reader that reports none.
  TranslationContext withoutWarnings() {
    return new TranslationContext(
        event, arrival, time, settings, engage, known, new Warnings(), keys);
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
