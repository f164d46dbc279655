package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.profile.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The values of a request that a newer event may have set (M28): each trait, the primary phone,
/// the primary e-mail and their labels. The identifiers themselves are not among them.
public final class RequestParts {
  /// An opt-in that is older than its event by more than this was cached and is sent again.
  private static final Duration CACHED = Duration.ofMinutes(5);

  private RequestParts() {}

  /// Whom the request names, with the identifiers of an identity link.
  public static Identity who(Translation.Send send) {
    return RegalBody.who(send.request().body());
  }

  /// The names of the values.
  public static Set<String> of(Translation.Send send) {
    Set<String> parts = new LinkedHashSet<>();
    RegalBody.object(send.request().body(), RegalBody.TRAITS)
        .members()
        .forEach(
            (trait, value) -> {
              ContactKind kind = ContactKind.fromMany(trait);
              if (kind == null) {
                parts.add(name(trait));
              } else if (value instanceof Json.Obj(Map<String, Json> identifiers)) {
                identifiers.forEach(
                    (key, fields) ->
                        ((Json.Obj) fields)
                            .members()
                            .keySet()
                            .forEach(field -> parts.add(name(kind, key, field))));
              }
            });
    parts.remove("");
    return parts;
  }

  /// The names of those that never replace a given value.
  public static Set<String> filledIn(Translation.Send send) {
    return send.filledIn().stream().map(RequestParts::name).collect(Collectors.toSet());
  }

  /// The opt-ins that come from a cache: more than five minutes older than the event.
  public static Set<Consent> cachedOptIns(Translation.Send send) {
    Instant oldest = send.subject().time().minus(CACHED);
    return send.consents().stream()
        .filter(consent -> consent.subscribed() && consent.times().sent().isBefore(oldest))
        .collect(Collectors.toSet());
  }

  static String name(String trait) {
    return "trait " + trait;
  }

  /// The name of a value under a phone or e-mail, empty for a consent. All identifiers of a kind
  /// share one primary.
  static String name(ContactKind kind, String key, String field) {
    return switch (field) {
      case "isPrimary" -> kind.many() + " primary";
      case "label" -> kind.many() + " label " + key;
      default -> "";
    };
  }
}
