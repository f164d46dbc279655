package bridge.translate;

import bridge.json.Json;
import java.util.List;
import java.util.Map;

/// Consent on a track, page or screen call (M16). It is never read there; each place that holds
/// some is reported, so that whoever sent it learns that it had no effect.
final class MisplacedOptIns {
  private final Warnings warnings;

  MisplacedOptIns(Warnings warnings) {
    this.warnings = warnings;
  }

  void report(TraitSource traitSource) {
    for (Map.Entry<String, Json> list : OptIns.lists(traitSource.traits())) {
      warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, traitSource.jsonPath().key(list.getKey()));
    }
    for (ContactKind contactKind : ContactKind.values()) {
      for (String name : List.of(contactKind.one(), contactKind.many())) {
        for (Map.Entry<String, Json> member : KeyMatching.of(traitSource.traits(), name)) {
          under(contactKind, member.getValue(), traitSource.jsonPath().key(member.getKey()));
        }
      }
    }
  }

  /// What Regal's object of phones or e-mails holds.
  private void under(ContactKind contactKind, Json value, JsonPath jsonPath) {
    if (value instanceof Json.Obj(Map<String, Json> identifiers)) {
      identifiers.forEach((key, fields) -> fields(contactKind, fields, jsonPath.key(key)));
    }
  }

  private void fields(ContactKind contactKind, Json value, JsonPath jsonPath) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            if (ConsentChannel.ofMember(name, contactKind) != null
                && !(field instanceof Json.Null)) {
              warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, jsonPath.key(name));
            }
          });
    }
  }
}
