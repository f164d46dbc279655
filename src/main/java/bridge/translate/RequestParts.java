package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.profile.Identity;
import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values of a request that a newer event may have set (M28): each trait, the primary phone,
/// the primary e-mail, their labels and each consent. The identifiers themselves are not among
/// them.
public final class RequestParts {
  /// An opt-in that is older than its event by more than this was cached and is sent again.
  private static final Duration CACHED = Duration.ofMinutes(5);

  private static final String PRIMARY = "isPrimary";
  private static final String LABEL = "label";

  private RequestParts() {}

  /// Whom the request names, with the identifiers of an identity link.
  public static Identity who(Translation.Send send) {
    return RegalBody.who(send.request().body());
  }

  /// The names of the values, without the consents.
  public static Set<String> parts(Translation.Send send) {
    Set<String> parts = new LinkedHashSet<>();
    traits(send)
        .members()
        .forEach(
            (trait, value) -> {
              ContactKind kind = ContactKind.fromMany(trait);
              if (kind == null) {
                parts.add("trait " + trait);
              } else {
                forEachField(value, (key, field, _) -> parts.add(part(kind, key, field)));
              }
            });
    parts.remove("");
    return parts;
  }

  public static List<Consent> consents(Translation.Send send) {
    List<Consent> consents = new ArrayList<>();
    for (ContactKind kind : ContactKind.values()) {
      Json.Obj identifiers = RegalBody.object(traits(send), kind.many());
      forEachField(
          identifiers,
          (key, field, value) -> {
            Consent consent = consent(kind, key, field, value);
            if (consent != null) {
              consents.add(consent);
            }
          });
    }
    return consents;
  }

  /// The opt-ins that come from a cache: more than five minutes older than the event.
  public static Set<Consent> cachedOptIns(Translation.Send send) {
    Set<Consent> cached = new LinkedHashSet<>();
    for (Consent consent : consents(send)) {
      if (consent.subscribed() && consent.time().isBefore(send.subject().time().minus(CACHED))) {
        cached.add(consent);
      }
    }
    return cached;
  }

  /// The request without these values. A profile update with only a userId left is skipped.
  ///
  /// @param stale names of values
  /// @param why the warning for each consent left out
  public static Translation without(
      Translation.Send send, Set<String> stale, Set<Consent> consents, WarningCode why) {
    if (stale.isEmpty() && consents.isEmpty()) {
      return send;
    }
    Map<String, Json> traits = new LinkedHashMap<>();
    traits(send)
        .members()
        .forEach(
            (trait, value) -> {
              ContactKind kind = ContactKind.fromMany(trait);
              if (kind != null && value instanceof Json.Obj identifiers) {
                traits.put(trait, without(kind, identifiers, stale, consents));
              } else if (!stale.contains("trait " + trait)) {
                traits.put(trait, value);
              }
            });
    List<Warning> warnings = new ArrayList<>(send.warnings());
    if (!stale.isEmpty()) {
      warnings.add(new Warning(WarningCode.STALE_TRAITS, "$.traits"));
    }
    consents.forEach(_ -> warnings.add(new Warning(why, "$.traits")));
    if (traits.isEmpty() && !send.request().isNamed()) {
      return new Translation.Skip(Reason.NOTHING_TO_SEND, warnings, send.subject());
    }
    Map<String, Json> body = new LinkedHashMap<>(send.request().body().members());
    if (traits.isEmpty()) {
      body.remove(RegalBody.TRAITS);
    } else {
      body.put(RegalBody.TRAITS, new Json.Obj(traits)); // keeps its place in the body
    }
    return new Translation.Send(new RegalRequest(new Json.Obj(body)), warnings, send.subject());
  }

  private static Json.Obj without(
      ContactKind kind, Json.Obj identifiers, Set<String> stale, Set<Consent> consents) {
    Map<String, Json> left = new LinkedHashMap<>();
    identifiers.members().keySet().forEach(key -> left.put(key, new Json.Obj(Map.of())));
    forEachField(
        identifiers,
        (key, field, value) -> {
          Consent consent = consent(kind, key, field, value);
          if (!stale.contains(part(kind, key, field))
              && (consent == null || !consents.contains(consent))) {
            left.computeIfPresent(
                key, (_, fields) -> RegalBody.with((Json.Obj) fields, field, value));
          }
        });
    return new Json.Obj(left);
  }

  private static Json.Obj traits(Translation.Send send) {
    return RegalBody.object(send.request().body(), RegalBody.TRAITS);
  }

  /// The name of a value under a phone or e-mail, empty for a consent. All identifiers of a kind
  /// share one primary.
  private static String part(ContactKind kind, String key, String field) {
    return switch (field) {
      case PRIMARY -> kind.many() + " primary";
      case LABEL -> kind.many() + " label " + key;
      default -> "";
    };
  }

  private static @Nullable Consent consent(ContactKind kind, String key, String field, Json value) {
    return isConsent(field, kind)
            && value instanceof Json.Obj entry
            && entry.get("subscribed") instanceof Json.Bool(boolean subscribed)
            && entry.get("timestamp") instanceof Json.Text(String time)
        ? new Consent(kind == ContactKind.PHONE, key, field, subscribed, Instant.parse(time))
        : null;
  }

  private static boolean isConsent(String field, ContactKind kind) {
    ConsentChannel channel = ConsentChannel.fromMember(field);
    return channel != null && channel.kind() == kind;
  }

  private interface Field {
    void visit(String key, String field, Json value);
  }

  private static void forEachField(Json identifiers, Field each) {
    if (identifiers instanceof Json.Obj(Map<String, Json> byKey)) {
      byKey.forEach(
          (key, value) -> {
            if (value instanceof Json.Obj(Map<String, Json> fields)) {
              fields.forEach((field, content) -> each.visit(key, field, content));
            }
          });
    }
  }
}
