package bridge.translate;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.profile.KnownPeople;
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
import org.jspecify.annotations.Nullable;

/// The translation of a Segment event into Regal's request, by the rules M0 to M33 of mapping.md.
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
    return translate(event, arrival, KnownPeople.NONE);
  }

  /// Translates an event. An event that names no person itself gets the identifiers of its
  /// visitor's identity link, and nothing else.
  ///
  /// @param known what earlier events said of its person
  public Translation translate(String event, Instant arrival, KnownPeople known) {
    if (isOver(event, MAX_EVENT_BYTES)) {
      return new Translation.DeadLetter(Reason.TOO_LARGE, List.of());
    }
    try {
      Warnings warnings = new Warnings();
      EventJson json = new EventJson(TextRepair.repair(EventJson.read(event).event(), warnings));
      return translate(
          TranslationContext.of(SegmentEvent.of(json), arrival, settings, known, warnings));
    } catch (JsonException _) {
      return new Translation.DeadLetter(Reason.INVALID_EVENT, List.of());
    }
  }

  /// The first case that applies decides (M0).
  private Translation translate(TranslationContext context) {
    return switch (context.event()) {
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
    String userId = UserId.of(context.eventJson()).value();
    Traits traits = Traits.ofOthers(userId, context.withoutWarnings());
    EventSubject subject =
        new EventSubject(traits.own(), AnonymousId.of(context.eventJson()), context.arrival());
    return new Translation.DeadLetter(Reason.PRIVACY_DELETE, context.warnings().list(), subject);
  }

  private boolean isExcluded(SegmentEvent event) {
    return settings.honoursRegalIntegration() && Integrations.excludeRegal(event.eventJson());
  }

  private Translation pageOrScreen(String name, TranslationContext context) {
    if (!settings.sendsPageAndScreen()) {
      return skip(Reason.PAGE_AND_SCREEN_OFF, context);
    }
    return request(context, name, EventProperties.ofPageOrScreen(context));
  }

  private Translation track(TranslationContext context) {
    String name = PlainText.of(context.eventJson().get("event"));
    if (name == null) {
      return deadLetter(Reason.INVALID_EVENT_NAME, context);
    }
    if (RegalOwnEvents.NAMES.contains(name)) {
      return skip(Reason.REGAL_EVENT, context);
    }
    return request(context, name, EventProperties.ofTrack(context));
  }

  private Translation identify(TranslationContext context) {
    return request(context, null, null);
  }

  private Translation request(
      TranslationContext context, @Nullable String name, Json.@Nullable Obj properties) {
    String userId = readUserId(context);
    if (context.time().isFallback()) {
      context.warn(
          WarningCode.TIME_FALLBACK, JsonPath.EVENT.key(context.eventJson().keyFor("timestamp")));
    }
    Traits traits =
        context.isIdentify()
            ? Traits.ofIdentify(userId, context)
            : Traits.ofOthers(userId, context);
    String visitor = AnonymousId.of(context.eventJson());
    EventSubject subject =
        new EventSubject(traits.own(), visitor, context.atMostArrival(context.time().time()));
    if (traits.who().isNobody()) {
      return new Translation.Skip(Reason.NO_IDENTIFIER, context.warnings().list(), subject);
    }
    if (name == null && traits.members().members().isEmpty()) {
      return new Translation.Skip(Reason.NOTHING_TO_SEND, context.warnings().list(), subject);
    }
    userId = traits.who().userId();
    Map<String, Json> body = new LinkedHashMap<>();
    NullRemoval.put(body, RegalBody.USER_ID, userId == null ? null : new Json.Text(userId));
    if (!traits.members().members().isEmpty()) {
      body.put(RegalBody.TRAITS, traits.members());
    }
    NullRemoval.put(body, RegalBody.NAME, name == null ? null : new Json.Text(name));
    NullRemoval.put(body, "properties", properties);
    body.put("originalTimestamp", new Json.Text(EventTime.text(context.time().time())));
    body.put("eventSource", EVENT_SOURCE);
    RegalRequest request = new RegalRequest(new Json.Obj(body));
    return isOver(request.json(), MAX_BODY_BYTES)
        ? deadLetter(Reason.TOO_LARGE, context)
        : new Translation.Send(
            request, context.warnings().list(), subject, traits.filledIn(), traits.consents());
  }

  private static @Nullable String readUserId(TranslationContext context) {
    UserId userId = UserId.of(context.eventJson());
    JsonPath path = JsonPath.EVENT.key(context.eventJson().keyFor("userId"));
    switch (userId.form()) {
      case PLACEHOLDER -> context.warn(WarningCode.USER_ID_PLACEHOLDER, path);
      case INVALID -> context.warn(WarningCode.USER_ID_INVALID, path);
      case ID, MISSING -> {}
    }
    return userId.value();
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
