package bridge.translate;

import bridge.json.Json;
import java.util.List;
import java.util.Map;

/// Consent on a track, page or screen call (M16). It is never read there; each place that holds
/// some is reported, so that whoever sent it learns that it had no effect.
final class StrayOptIns {
  private final Warnings warnings;

  StrayOptIns(Warnings warnings) {
    this.warnings = warnings;
  }

  void report(Source source) {
    for (Map.Entry<String, Json> list : OptIns.lists(source.traits())) {
      warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, source.at().key(list.getKey()));
    }
    for (Kind kind : Kind.values()) {
      for (String name : List.of(kind.one(), kind.many())) {
        for (Map.Entry<String, Json> member : Spelling.of(source.traits(), name)) {
          under(kind, member.getValue(), source.at().key(member.getKey()));
        }
      }
    }
  }

  /// What Regal's object of phones or e-mails holds.
  private void under(Kind kind, Json value, At at) {
    if (value instanceof Json.Obj(Map<String, Json> identifiers)) {
      identifiers.forEach((key, fields) -> fields(kind, fields, at.key(key)));
    }
  }

  private void fields(Kind kind, Json value, At at) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            if (Channel.ofMember(name, kind) != null && !(field instanceof Json.Null)) {
              warnings.add(WarningCode.OPTIN_NOT_ON_IDENTIFY, at.key(name));
            }
          });
    }
  }
}
