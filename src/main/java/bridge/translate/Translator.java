package bridge.translate;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.profile.Identity;
import bridge.queue.Reason;
import bridge.regal.RegalRequest;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The translation of a Segment event into Regal's request, by the rules M0 to M31 of mapping.md.
public final class Translator {
  /// The largest event that the queue carries (M29).
  public static final int MAX_EVENT_BYTES = 921_600;

  /// The largest request to Regal (M29).
  public static final int MAX_BODY_BYTES = 262_144;

  private static final Json EVENT_SOURCE = new Json.Text("Segment");

  private final TranslationSettings settings;

  public Translator(TranslationSettings settings) {
    this.settings = settings;
  }

  /// Translates an event. Never throws: an event that cannot be read is a dead letter.
  ///
  /// @param event the event's own text
  /// @param arrival when the bridge received it
  public Translation translate(String event, Instant arrival) {
    return translate(event, arrival, _ -> Identity.NOBODY);
  }

  /// Translates an event. An event that names no person itself gets the identifiers of its
  /// visitor's identity link, and nothing else.
  ///
  /// @param links the identity of a visitor, nobody without a link; called once at most
  public Translation translate(String event, Instant arrival, Function<String, Identity> links) {
    if (isOver(event, MAX_EVENT_BYTES)) {
      return new Translation.DeadLetter(Reason.TOO_LARGE, List.of());
    }
    try {
      EventJson eventJson = EventJson.read(event);
      return translate(
          SegmentEvent.of(eventJson), TranslationContext.of(eventJson, arrival, settings, links));
    } catch (JsonException _) {
      return new Translation.DeadLetter(Reason.INVALID_EVENT, List.of());
    }
  }

  /// The first case that applies decides (M0).
  private Translation translate(SegmentEvent event, TranslationContext context) {
    return switch (event) {
      case SegmentEvent.MissingType _ -> deadLetter(Reason.INVALID_TYPE, context);
      case SegmentEvent.Delete _ -> delete(context);
      case SegmentEvent other when isExcluded(other) -> skip(Reason.INTEGRATIONS_FALSE, context);
      case SegmentEvent.Group _ -> skip(Reason.GROUP, context);
      case SegmentEvent.Alias _ -> skip(Reason.ALIAS, context);
      case SegmentEvent.UnknownType _ -> deadLetter(Reason.INVALID_TYPE, context);
      case SegmentEvent.Page _ -> pageOrScreen("pageview", context);
      case SegmentEvent.Screen _ -> pageOrScreen("screen", context);
      case SegmentEvent.Track _ -> track(context);
      case SegmentEvent.Identify _ -> identify(context);
    };
  }

  private Translation delete(TranslationContext context) {
    TranslationContext unwarned = context.withoutWarnings();
    Identity who = RegalBody.who(UserId.of(context.eventJson()).value(), Traits.ofOthers(unwarned));
    EventSubject subject =
        new EventSubject(who, AnonymousId.of(context.eventJson()), context.arrival());
    return new Translation.DeadLetter(Reason.PRIVACY_DELETE, context.warnings().list(), subject);
  }

  private boolean isExcluded(SegmentEvent event) {
    return settings.honoursRegalIntegration() && Integrations.excludeRegal(event.eventJson());
  }

  private Translation pageOrScreen(String name, TranslationContext context) {
    if (!settings.sendsPageAndScreen()) {
      return skip(Reason.PAGE_AND_SCREEN_OFF, context);
    }
    Json.Obj traits = Traits.ofOthers(context);
    return request(context, traits, name, EventProperties.ofPageOrScreen(context));
  }

  private Translation track(TranslationContext context) {
    String name = PlainText.of(context.eventJson().get("event"));
    if (name == null) {
      return deadLetter(Reason.INVALID_EVENT_NAME, context);
    }
    if (RegalOwnEvents.NAMES.contains(name)) {
      return skip(Reason.REGAL_EVENT, context);
    }
    Json.Obj traits = Traits.ofOthers(context);
    return request(context, traits, name, EventProperties.ofTrack(context));
  }

  private Translation identify(TranslationContext context) {
    return request(context, Traits.ofIdentify(context), null, null);
  }

  private Translation request(
      TranslationContext context,
      Json.Obj traits,
      @Nullable String name,
      Json.@Nullable Obj properties) {
    UserId userId = UserId.of(context.eventJson());
    if (userId.isInvalid()) {
      context.warn(
          WarningCode.USER_ID_INVALID, JsonPath.EVENT.key(context.eventJson().keyFor("userId")));
    }
    EventTime time = EventTime.of(context.eventJson(), context.arrival());
    if (time.isFallback()) {
      context.warn(
          WarningCode.TIME_FALLBACK, JsonPath.EVENT.key(context.eventJson().keyFor("timestamp")));
    }
    Identity own = RegalBody.who(userId.value(), traits);
    String visitor = AnonymousId.of(context.eventJson());
    Identity who = own.isNobody() && visitor != null ? context.links().apply(visitor) : own;
    EventSubject subject = new EventSubject(own, visitor, time.time());
    if (who.isNobody()) {
      return new Translation.Skip(Reason.NO_IDENTIFIER, context.warnings().list(), subject);
    }
    if (name == null && traits.members().isEmpty()) {
      return new Translation.Skip(Reason.NOTHING_TO_SEND, context.warnings().list(), subject);
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
    RegalRequest request = new RegalRequest(new Json.Obj(body));
    return isOver(request.json(), MAX_BODY_BYTES)
        ? deadLetter(Reason.TOO_LARGE, context)
        : new Translation.Send(request, context.warnings().list(), subject);
  }

  private static Translation skip(Reason reason, TranslationContext context) {
    return new Translation.Skip(reason, context.warnings().list());
  }

  private static Translation deadLetter(Reason reason, TranslationContext context) {
    return new Translation.DeadLetter(reason, context.warnings().list());
  }

  private static boolean isOver(String text, int bytes) {
    return text.length() > bytes
        || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }
}
