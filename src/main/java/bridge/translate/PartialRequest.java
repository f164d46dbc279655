package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import bridge.segment.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request without what earlier events make stale or have sent (M28).
///
/// @param stale the [RequestParts] to leave out
/// @param consents why each of these does not leave as it is; an opt-out that was overtaken leaves
///   with its arrival, every other is left out
/// @param arrival when the bridge received the event
public record PartialRequest(
    Set<String> stale, Map<Consent, WarningCode> consents, Instant arrival) {
  private static final String PATH = "$.traits";

  /// What is left. A profile update with only a userId left is skipped.
  public Translation of(Translation.Send send) {
    if (stale.isEmpty() && consents.isEmpty()) {
      return send;
    }
    Json.Obj traits = traits(RegalBody.object(send.request().body(), RegalBody.TRAITS));
    List<Warning> added = new ArrayList<>();
    if (!stale.isEmpty()) {
      added.add(new Warning(WarningCode.STALE_TRAITS, PATH));
    }
    consents.values().forEach(why -> added.add(new Warning(why, PATH)));
    List<Warning> warnings = Warnings.join(send.warnings(), added);
    if (traits.members().isEmpty() && !send.request().isNamed()) {
      return new Translation.Skip(Reason.NOTHING_TO_SEND, warnings, send.subject());
    }
    Map<String, Json> body = new LinkedHashMap<>(send.request().body().members());
    if (traits.members().isEmpty()) {
      body.remove(RegalBody.TRAITS);
    } else {
      body.put(RegalBody.TRAITS, traits); // keeps its place in the body
    }
    return new Translation.Send(
        new RegalRequest(new Json.Obj(body)),
        warnings,
        send.subject(),
        send.filledIn(),
        send.consents());
  }

  private Json.Obj traits(Json.Obj all) {
    Map<String, Json> left = new LinkedHashMap<>();
    all.members()
        .forEach(
            (trait, value) -> {
              ContactKind kind = ContactKind.fromMany(trait);
              if (kind != null) {
                left.put(trait, identifiers(kind, (Json.Obj) value));
              } else if (!stale.contains(RequestParts.name(trait))) {
                left.put(trait, value);
              }
            });
    return new Json.Obj(left);
  }

  private Json.Obj identifiers(ContactKind kind, Json.Obj all) {
    Map<String, Json> left = new LinkedHashMap<>();
    all.members()
        .forEach(
            (key, fields) -> {
              Map<String, Json> fieldsLeft = new LinkedHashMap<>();
              ((Json.Obj) fields)
                  .members()
                  .forEach(
                      (name, field) ->
                          NullRemoval.put(fieldsLeft, name, field(kind, key, name, field)));
              left.put(key, new Json.Obj(fieldsLeft));
            });
    return new Json.Obj(left);
  }

  private @Nullable Json field(ContactKind kind, String key, String name, Json field) {
    for (Map.Entry<Consent, WarningCode> each : consents.entrySet()) {
      Consent consent = each.getKey();
      if (consent.identifier().equals(key) && consent.channel().equals(name)) {
        return each.getValue() == WarningCode.OPTOUT_BEFORE_OPTIN
            ? RegalBody.with((Json.Obj) field, "timestamp", new Json.Text(EventTime.text(arrival)))
            : null;
      }
    }
    return stale.contains(RequestParts.name(kind, key, name)) ? null : field;
  }
}
