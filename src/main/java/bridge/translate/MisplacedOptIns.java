package bridge.translate;

import bridge.json.Json;
import java.util.List;
import java.util.Map;

/// Consent on a track, page or screen call (M16). It is not read there. Each place that holds some
/// is reported as a warning, so that the sender sees that it has no effect.
final class MisplacedOptIns {
  private final Warnings warnings;

  MisplacedOptIns(Warnings warnings) {
    this.warnings = warnings;
  }

  void report(TraitSource source) {
    for (Map.Entry<String, Json> list : OptIns.lists(source.traits())) {
      warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, source.path().key(list.getKey()));
    }
    for (ContactKind kind : ContactKind.values()) {
      for (String name : List.of(kind.one(), kind.many())) {
        for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
          reportUnder(kind, member.getValue(), source.path().key(member.getKey()));
        }
      }
    }
  }

  /// Reports the opt-ins in Regal's object of phones or e-mails.
  private void reportUnder(ContactKind kind, Json value, JsonPath path) {
    if (value instanceof Json.Obj(Map<String, Json> identifiers)) {
      identifiers.forEach((key, fields) -> reportFields(kind, fields, path.key(key)));
    }
  }

  private void reportFields(ContactKind kind, Json value, JsonPath path) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            if (ConsentChannel.fromMember(name, kind) != null && !(field instanceof Json.Null)) {
              warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, path.key(name));
            }
          });
    }
  }
}
