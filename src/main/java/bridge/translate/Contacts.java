package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The phones or the e-mails of one set of traits (M8, M8b). Each is given as text, as an array of
/// text or as Regal's object. Equal ones are merged.
final class Contacts {
  private final ContactKind kind;
  private final TraitSource source;
  private final TranslationContext context;
  private final Map<String, Identifier> identifiers = new LinkedHashMap<>();

  private @Nullable Identifier single;
  private boolean isSingleInvalid;
  private boolean setsPrimary;

  private Contacts(ContactKind kind, TraitSource source, TranslationContext context) {
    this.kind = kind;
    this.source = source;
    this.context = context;
  }

  static Contacts read(ContactKind kind, TraitSource source, TranslationContext context) {
    Contacts contacts = new Contacts(kind, source, context);
    contacts.readFirstUsable(kind.one(), true);
    contacts.readFirstUsable(kind.many(), false);
    return contacts;
  }

  boolean isEmpty() {
    return identifiers.isEmpty();
  }

  /// Whether Regal's object marks any identifier as primary or as not primary.
  boolean setsPrimary() {
    return setsPrimary;
  }

  /// Makes the single value of `phone` or `email` the primary. Does nothing if there is none.
  void preferSingle() {
    if (single != null) {
      single.setPrimary(new Json.Bool(true));
    }
  }

  /// The identifiers that an opt-in of the same traits applies to: the single one; none if that is
  /// invalid; otherwise all.
  List<Identifier> ownIdentifiers() {
    if (isSingleInvalid) {
      return List.of();
    }
    return single != null ? List.of(single) : List.copyOf(identifiers.values());
  }

  Json.Obj json() {
    Map<String, Json> members = new LinkedHashMap<>();
    identifiers.forEach(
        (key, identifier) ->
            members.put(key, identifier.json(context.deviceIp(), context.warnings())));
    return new Json.Obj(members);
  }

  private void readFirstUsable(String name, boolean isOne) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
      JsonPath path = source.path().key(member.getKey());
      boolean isUsable =
          switch (member.getValue()) {
            case Json.Null() -> false;
            case Json.Obj object -> addKeyed(object, path);
            case Json.Arr(List<Json> elements) -> addAll(elements, path);
            default -> addOne(member.getValue(), path, isOne);
          };
      if (isUsable) {
        return;
      }
    }
  }

  private boolean addOne(Json value, JsonPath path, boolean isOne) {
    if (isNothing(value)) {
      return false;
    }
    Identifier identifier = identifier(value, path);
    if (isOne) {
      single = identifier;
      isSingleInvalid |= identifier == null;
    }
    return identifier != null;
  }

  private boolean addAll(List<Json> elements, JsonPath path) {
    boolean isUsable = false;
    for (int i = 0; i < elements.size(); i++) {
      if (!isNothing(elements.get(i))) {
        isUsable |= identifier(elements.get(i), path.index(i)) != null;
      }
    }
    return isUsable;
  }

  private boolean addKeyed(Json.Obj object, JsonPath path) {
    boolean isUsable = false;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof Json.Null) {
        continue;
      }
      JsonPath here = path.key(member.getKey());
      Identifier identifier = identifier(new Json.Text(member.getKey()), here);
      if (identifier != null) {
        addFields(identifier, member.getValue(), here);
        isUsable = true;
      }
    }
    return isUsable;
  }

  private void addFields(Identifier identifier, Json value, JsonPath path) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> addField(identifier, name, field, path.key(name)));
    } else {
      context.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, path);
    }
  }

  private void addField(Identifier identifier, String name, Json value, JsonPath path) {
    ConsentChannel channel = ConsentChannel.fromMember(name, kind);
    if (value instanceof Json.Null) {
      return;
    }
    if (channel != null) {
      addOptIn(identifier, channel, value, path);
    } else if (name.equals("label") && value instanceof Json.Text) {
      identifier.setLabel(value);
    } else if (name.equals("isPrimary") && value instanceof Json.Bool) {
      if (source.isOwn() && !context.engage().isEngage()) {
        identifier.setPrimary(value);
        setsPrimary = true;
      }
    } else {
      context.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, path);
    }
  }

  private void addOptIn(Identifier identifier, ConsentChannel channel, Json value, JsonPath path) {
    OptIn optIn = source.isOwn() ? context.optIns().readUnder(channel, value, path) : null;
    if (optIn != null) {
      identifier.addConsent(optIn);
    }
  }

  private @Nullable Identifier identifier(Json value, JsonPath path) {
    String key = kind.key(value, context.settings().defaultPhoneCountry());
    if (key == null) {
      context.warn(kind.invalid(), path);
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
