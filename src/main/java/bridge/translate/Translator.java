package bridge.translate;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.profile.Identity;
import bridge.queue.Reason;
import bridge.segment.AnonymousId;
import bridge.segment.EventJson;
import bridge.segment.EventTime;
import bridge.segment.SegmentEvent;
import bridge.segment.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns one Segment event into Regal's request, by the rules M0 to M31 of the README.
public final class Translator {
  /// What the queue carries (M29).
  public static final int MAX_EVENT_BYTES = 921_600;

  /// A request to Regal (M29).
  public static final int MAX_BODY_BYTES = 262_144;

  private static final Json EVENT_SOURCE = new Json.Text("Segment");

  private final TranslationSettings settings;

  public Translator(TranslationSettings settings) {
    this.settings = settings;
  }

  /// Never throws, whatever the text.
  ///
  /// @param event the event's own text
  /// @param arrival when the bridge received it
  public Translation translate(String event, Instant arrival) {
    return translate(event, arrival, Identity.NOBODY);
  }

  /// The same for an event whose visitor is known. An event that names nobody else takes the link's
  /// identifiers, and nothing but them.
  public Translation translate(String event, Instant arrival, Identity linked) {
    if (isOver(event, MAX_EVENT_BYTES)) {
      return new Translation.Park(Reason.TOO_LARGE, List.of());
    }
    try {
      EventJson eventJson = EventJson.read(event);
      return translate(
          SegmentEvent.of(eventJson), TranslationContext.of(eventJson, arrival, settings, linked));
    } catch (JsonException _) {
      return new Translation.Park(Reason.INVALID_EVENT, List.of());
    }
  }

  /// The first case that applies decides (M0).
  private Translation translate(SegmentEvent event, TranslationContext translationContext) {
    return switch (event) {
      case SegmentEvent.Untyped _ -> park(Reason.INVALID_TYPE, translationContext);
      case SegmentEvent.Delete _ -> delete(translationContext);
      case SegmentEvent other when isStopped(other) ->
          skip(Reason.INTEGRATIONS_FALSE, translationContext);
      case SegmentEvent.Group _ -> skip(Reason.GROUP, translationContext);
      case SegmentEvent.Alias _ -> skip(Reason.ALIAS, translationContext);
      case SegmentEvent.Foreign _ -> park(Reason.INVALID_TYPE, translationContext);
      case SegmentEvent.Page _ -> pageOrScreen("pageview", translationContext);
      case SegmentEvent.Screen _ -> pageOrScreen("screen", translationContext);
      case SegmentEvent.Track _ -> track(translationContext);
      case SegmentEvent.Identify _ -> identify(translationContext);
    };
  }

  private Translation delete(TranslationContext translationContext) {
    TranslationContext unwarned = translationContext.withoutWarnings();
    Identity who =
        RegalBody.who(UserId.of(translationContext.eventJson()).value(), Traits.ofOthers(unwarned));
    EventSubject told =
        new EventSubject(
            who,
            AnonymousId.of(translationContext.eventJson()),
            translationContext.arrival(),
            new Json.Obj(Map.of()));
    return new Translation.Park(Reason.PRIVACY_DELETE, translationContext.warnings().list(), told);
  }

  private boolean isStopped(SegmentEvent event) {
    return settings.honourRegalIntegration() && Integrations.excludeRegal(event.eventJson());
  }

  private Translation pageOrScreen(String name, TranslationContext translationContext) {
    if (!settings.pageAndScreenEvents()) {
      return skip(Reason.PAGE_AND_SCREEN_OFF, translationContext);
    }
    Json.Obj traits = Traits.ofOthers(translationContext);
    return request(
        translationContext, traits, name, EventProperties.ofPageOrScreen(translationContext));
  }

  private Translation track(TranslationContext translationContext) {
    String name = PlainText.of(translationContext.eventJson().get("event"));
    if (name == null) {
      return park(Reason.INVALID_EVENT_NAME, translationContext);
    }
    if (RegalOwnEvents.NAMES.contains(name)) {
      return skip(Reason.REGAL_EVENT, translationContext);
    }
    Json.Obj traits = Traits.ofOthers(translationContext);
    return request(translationContext, traits, name, EventProperties.ofTrack(translationContext));
  }

  private Translation identify(TranslationContext translationContext) {
    return request(translationContext, Traits.ofIdentify(translationContext), null, null);
  }

  private Translation request(
      TranslationContext translationContext,
      Json.Obj traits,
      @Nullable String name,
      Json.@Nullable Obj properties) {
    UserId userId = UserId.of(translationContext.eventJson());
    if (userId.isInvalid()) {
      translationContext.warn(
          WarningCode.USER_ID_INVALID,
          JsonPath.EVENT.key(translationContext.eventJson().spelled("userId")));
    }
    EventTime time = EventTime.of(translationContext.eventJson(), translationContext.arrival());
    if (time.isFallback()) {
      translationContext.warn(
          WarningCode.TIME_FALLBACK,
          JsonPath.EVENT.key(translationContext.eventJson().spelled("timestamp")));
    }
    Identity own = RegalBody.who(userId.value(), traits);
    Identity who = own.isNobody() ? translationContext.linked() : own;
    String anonymousId = AnonymousId.of(translationContext.eventJson());
    EventSubject told = new EventSubject(own, anonymousId, time.time(), new Json.Obj(Map.of()));
    if (who.isNobody()) {
      return new Translation.Skip(Reason.NO_IDENTIFIER, translationContext.warnings().list(), told);
    }
    if (name == null && traits.members().isEmpty()) {
      return new Translation.Skip(
          Reason.NOTHING_TO_SEND, translationContext.warnings().list(), told);
    }
    Json.Obj bound = own.isNobody() ? RegalBody.bound(traits, who) : traits;
    Map<String, Json> body = new LinkedHashMap<>();
    NullRemoval.put(
        body, RegalBody.USER_ID, who.userId() == null ? null : new Json.Text(who.userId()));
    NullRemoval.put(body, RegalBody.TRAITS, bound.members().isEmpty() ? null : bound);
    NullRemoval.put(body, RegalBody.NAME, name == null ? null : new Json.Text(name));
    NullRemoval.put(body, "properties", properties);
    body.put("originalTimestamp", new Json.Text(EventTime.text(time.time())));
    body.put("eventSource", EVENT_SOURCE);
    EventSubject complete = new EventSubject(own, anonymousId, time.time(), new Json.Obj(body));
    Translation.Send send =
        RegalBody.send(complete.body(), translationContext.warnings().list(), complete);
    return isOver(send.request().json(), MAX_BODY_BYTES)
        ? park(Reason.TOO_LARGE, translationContext)
        : send;
  }

  private static Translation skip(Reason reason, TranslationContext translationContext) {
    return new Translation.Skip(reason, translationContext.warnings().list());
  }

  private static Translation park(Reason reason, TranslationContext translationContext) {
    return new Translation.Park(reason, translationContext.warnings().list());
  }

  private static boolean isOver(String text, int bytes) {
    return text.length() > bytes
        || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }
}
