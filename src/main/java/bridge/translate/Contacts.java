package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The phones, or the e-mails, of one set of traits (M8, M8b): each as text, as an array of text or
/// as Regal's object. Equal ones are one.
final class Contacts {
  private final ContactKind kind;
  private final TraitSource source;
  private final TranslationContext reading;
  private final Map<String, Identifier> identifiers = new LinkedHashMap<>();

  private @Nullable Identifier single;
  private boolean isSingleInvalid;
  private boolean setsPrimary;

  private Contacts(ContactKind kind, TraitSource source, TranslationContext reading) {
    this.kind = kind;
    this.source = source;
    this.reading = reading;
  }

  static Contacts read(ContactKind kind, TraitSource source, TranslationContext reading) {
    Contacts contacts = new Contacts(kind, source, reading);
    contacts.readFirstUsable(kind.one(), true);
    contacts.readFirstUsable(kind.many(), false);
    return contacts;
  }

  boolean isEmpty() {
    return identifiers.isEmpty();
  }

  /// Whether Regal's object says of any identifier that it is, or is not, the primary.
  boolean setsPrimary() {
    return setsPrimary;
  }

  /// Makes the one that stood alone in `phone` or `email` the primary; without one, nothing.
  void preferSingle() {
    if (single != null) {
      single.primary(new Json.Bool(true));
    }
  }

  /// What an opt-in of the same traits is about: the single one, none if that is invalid, else all.
  List<Identifier> boundBySameTraits() {
    if (isSingleInvalid) {
      return List.of();
    }
    return single != null ? List.of(single) : List.copyOf(identifiers.values());
  }

  Json.Obj json() {
    Map<String, Json> members = new LinkedHashMap<>();
    identifiers.forEach(
        (key, identifier) ->
            members.put(key, identifier.json(reading.deviceIp(), reading.warnings())));
    return new Json.Obj(members);
  }

  private void readFirstUsable(String name, boolean isOne) {
    for (Map.Entry<String, Json> member : KeyMatching.of(source.traits(), name)) {
      JsonPath at = source.at().key(member.getKey());
      boolean isUsable =
          switch (member.getValue()) {
            case Json.Null() -> false;
            case Json.Obj object -> object(object, at);
            case Json.Arr(List<Json> elements) -> array(elements, at);
            default -> one(member.getValue(), at, isOne);
          };
      if (isUsable) {
        return;
      }
    }
  }

  private boolean one(Json value, JsonPath at, boolean isOne) {
    if (isNothing(value)) {
      return false;
    }
    Identifier identifier = identifier(value, at);
    if (isOne) {
      single = identifier;
      isSingleInvalid |= identifier == null;
    }
    return identifier != null;
  }

  private boolean array(List<Json> elements, JsonPath at) {
    boolean isUsable = false;
    for (int i = 0; i < elements.size(); i++) {
      if (!isNothing(elements.get(i))) {
        isUsable |= identifier(elements.get(i), at.index(i)) != null;
      }
    }
    return isUsable;
  }

  private boolean object(Json.Obj object, JsonPath at) {
    boolean isUsable = false;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Null) {
        continue;
      }
      JsonPath here = at.key(member.getKey());
      Identifier identifier = identifier(new Json.Text(member.getKey()), here);
      if (identifier != null) {
        fields(identifier, member.getValue(), here);
        isUsable = true;
      }
    }
    return isUsable;
  }

  private void fields(Identifier identifier, Json value, JsonPath at) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> field(identifier, name, field, at.key(name)));
    } else {
      reading.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, at);
    }
  }

  private void field(Identifier identifier, String name, Json value, JsonPath at) {
    ConsentChannel channel = ConsentChannel.ofMember(name, kind);
    if (value instanceof Json.Null) {
      return;
    }
    if (channel != null) {
      optIn(identifier, channel, value, at);
    } else if (name.equals("label") && value instanceof Json.Text) {
      identifier.label(value);
    } else if (name.equals("isPrimary") && value instanceof Json.Bool) {
      if (source.isOwn() && !reading.engage().isEngage()) {
        identifier.primary(value);
        setsPrimary = true;
      }
    } else {
      reading.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, at);
    }
  }

  private void optIn(Identifier identifier, ConsentChannel channel, Json value, JsonPath at) {
    OptIn optIn = source.isOwn() ? reading.optIns().under(channel, value, at) : null;
    if (optIn != null) {
      identifier.consent(optIn);
    }
  }

  private @Nullable Identifier identifier(Json value, JsonPath at) {
    String key = kind.key(value, reading.settings().defaultPhoneCountry());
    if (key == null) {
      reading.warn(kind.invalid(), at);
      return null;
    }
    return identifiers.computeIfAbsent(key, _ -> new Identifier());
  }

  /// Null and blank text count as missing (M12, M13).
  private static boolean isNothing(Json value) {
    return value instanceof Json.Null
        || (value instanceof Json.Text && PlainText.of(value) == null);
  }
}
