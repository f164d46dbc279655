package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The phones, or the e-mails, of one set of traits (M8, M8b): each as text, as an array of text or
/// as Regal's object. Equal ones are one.
final class Contacts {
  private final ContactKind contactKind;
  private final TraitSource traitSource;
  private final TranslationContext translationContext;
  private final Map<String, Identifier> identifiers = new LinkedHashMap<>();

  private @Nullable Identifier single;
  private boolean isSingleInvalid;
  private boolean setsPrimary;

  private Contacts(
      ContactKind contactKind, TraitSource traitSource, TranslationContext translationContext) {
    this.contactKind = contactKind;
    this.traitSource = traitSource;
    this.translationContext = translationContext;
  }

  static Contacts read(
      ContactKind contactKind, TraitSource traitSource, TranslationContext translationContext) {
    Contacts contacts = new Contacts(contactKind, traitSource, translationContext);
    contacts.readFirstUsable(contactKind.one(), true);
    contacts.readFirstUsable(contactKind.many(), false);
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
            members.put(
                key,
                identifier.json(translationContext.deviceIp(), translationContext.warnings())));
    return new Json.Obj(members);
  }

  private void readFirstUsable(String name, boolean isOne) {
    for (Map.Entry<String, Json> member : KeyMatching.of(traitSource.traits(), name)) {
      JsonPath jsonPath = traitSource.jsonPath().key(member.getKey());
      boolean isUsable =
          switch (member.getValue()) {
            case Json.Null() -> false;
            case Json.Obj object -> object(object, jsonPath);
            case Json.Arr(List<Json> elements) -> array(elements, jsonPath);
            default -> one(member.getValue(), jsonPath, isOne);
          };
      if (isUsable) {
        return;
      }
    }
  }

  private boolean one(Json value, JsonPath jsonPath, boolean isOne) {
    if (isNothing(value)) {
      return false;
    }
    Identifier identifier = identifier(value, jsonPath);
    if (isOne) {
      single = identifier;
      isSingleInvalid |= identifier == null;
    }
    return identifier != null;
  }

  private boolean array(List<Json> elements, JsonPath jsonPath) {
    boolean isUsable = false;
    for (int i = 0; i < elements.size(); i++) {
      if (!isNothing(elements.get(i))) {
        isUsable |= identifier(elements.get(i), jsonPath.index(i)) != null;
      }
    }
    return isUsable;
  }

  private boolean object(Json.Obj object, JsonPath jsonPath) {
    boolean isUsable = false;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Null) {
        continue;
      }
      JsonPath here = jsonPath.key(member.getKey());
      Identifier identifier = identifier(new Json.Text(member.getKey()), here);
      if (identifier != null) {
        fields(identifier, member.getValue(), here);
        isUsable = true;
      }
    }
    return isUsable;
  }

  private void fields(Identifier identifier, Json value, JsonPath jsonPath) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> field(identifier, name, field, jsonPath.key(name)));
    } else {
      translationContext.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, jsonPath);
    }
  }

  private void field(Identifier identifier, String name, Json value, JsonPath jsonPath) {
    ConsentChannel consentChannel = ConsentChannel.ofMember(name, contactKind);
    if (value instanceof Json.Null) {
      return;
    }
    if (consentChannel != null) {
      optIn(identifier, consentChannel, value, jsonPath);
    } else if (name.equals("label") && value instanceof Json.Text) {
      identifier.label(value);
    } else if (name.equals("isPrimary") && value instanceof Json.Bool) {
      if (traitSource.isOwn() && !translationContext.engage().isEngage()) {
        identifier.primary(value);
        setsPrimary = true;
      }
    } else {
      translationContext.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, jsonPath);
    }
  }

  private void optIn(
      Identifier identifier, ConsentChannel consentChannel, Json value, JsonPath jsonPath) {
    OptIn optIn =
        traitSource.isOwn()
            ? translationContext.optIns().under(consentChannel, value, jsonPath)
            : null;
    if (optIn != null) {
      identifier.consent(optIn);
    }
  }

  private @Nullable Identifier identifier(Json value, JsonPath jsonPath) {
    String key = contactKind.key(value, translationContext.settings().defaultPhoneCountry());
    if (key == null) {
      translationContext.warn(contactKind.invalid(), jsonPath);
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
