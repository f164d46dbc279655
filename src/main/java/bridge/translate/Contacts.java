package bridge.translate;

import bridge.json.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The phones or the e-mails of one set of traits (M8, M8b), without their consents. Each is given
/// as text, as an array of text or as Regal's object. Equal ones are merged.
final class Contacts {
  /// What `phone` or `email` holds in its first usable spelling.
  private enum One {
    MISSING,
    /// Something, but no identifier in any spelling.
    UNUSABLE,
    VALUE,
    SEVERAL
  }

  private static final int BARE = 2;

  private final ContactKind kind;
  private final TraitSource source;
  private final TranslationContext context;
  private final Map<String, Identifier> identifiers = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private One one = One.MISSING;
  private @Nullable Identifier single;
  private JsonPath trait;

  private Contacts(ContactKind kind, TraitSource source, TranslationContext context) {
    this.kind = kind;
    this.source = source;
    this.context = context;
    this.trait = source.path();
  }

  static Contacts read(ContactKind kind, TraitSource source, TranslationContext context) {
    Contacts contacts = new Contacts(kind, source, context);
    contacts.readOne();
    contacts.readFirstUsable(kind.many());
    return contacts;
  }

  /// Reads phones under keys before all others, in case that not all can be read: the primary, then
  /// those with a no, then those with a yes.
  static void readFirst(List<TraitSource> sources, TranslationContext context) {
    sources.stream()
        .flatMap(source -> Stream.of("phone", "phones").flatMap(name -> members(source, name)))
        .filter(member -> rank(member.getValue()) < BARE)
        .sorted(Comparator.comparing(member -> rank(member.getValue())))
        .forEach(member -> context.keys().key(ContactKind.PHONE, new Json.Text(member.getKey())));
  }

  private static Stream<Map.Entry<String, Json>> members(TraitSource source, String name) {
    return KeyMatching.find(source.traits(), name).stream()
        .map(Map.Entry::getValue)
        .filter(Json.Obj.class::isInstance)
        .flatMap(object -> ((Json.Obj) object).members().entrySet().stream());
  }

  /// The identifiers by [ContactKind#mergeKey], in document order.
  Map<String, Identifier> identifiers() {
    return identifiers;
  }

  /// Whether the identifiers come from this member; another spelling of its name is not read.
  boolean isUsed(String member) {
    return used.contains(member);
  }

  /// The value of `phone` or `email` if it is one value.
  @Nullable Identifier single() {
    return single;
  }

  /// The identifiers that a yes in the list of the same traits can apply to (M16).
  List<Identifier> candidates() {
    return switch (one) {
      case VALUE -> single == null ? List.of() : List.of(single);
      case UNUSABLE -> List.of();
      case MISSING, SEVERAL -> List.copyOf(identifiers.values());
    };
  }

  /// Every identifier in any spelling, those that are not read as well.
  List<Identifier> every() {
    Contacts every = new Contacts(kind, source, context.withoutWarnings());
    for (String name : List.of(kind.one(), kind.many())) {
      for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
        every.read(member.getValue(), member.getKey());
      }
    }
    return List.copyOf(every.identifiers.values());
  }

  /// Makes the single value the primary, unless another one is by its own words.
  void preferSingle() {
    if (single != null
        && identifiers.values().stream().noneMatch(other -> other != single && other.isPrimary())) {
      single.setPrimary(true);
    }
  }

  private void readOne() {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), kind.one())) {
      Json value = member.getValue();
      if (ContactKind.isMissing(value)) {
        continue;
      }
      if (read(value, member.getKey())) {
        used.add(member.getKey());
        boolean isSeveral = value instanceof Json.Obj || value instanceof Json.Arr;
        one = isSeveral ? One.SEVERAL : One.VALUE;
        single = isSeveral ? null : identifiers.values().iterator().next();
        return;
      }
      one = One.UNUSABLE;
    }
  }

  private void readFirstUsable(String name) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
      if (!ContactKind.isMissing(member.getValue()) && read(member.getValue(), member.getKey())) {
        used.add(member.getKey());
        return;
      }
    }
  }

  /// Whether the value holds an identifier.
  private boolean read(Json value, String member) {
    JsonPath path = source.path().key(member);
    trait = path;
    return switch (value) {
      case Json.Obj object -> addKeyed(object, path);
      case Json.Arr(List<Json> elements) -> addAll(elements, path);
      default -> identifier(value, path) != null;
    };
  }

  private boolean addAll(List<Json> elements, JsonPath path) {
    boolean isUsable = false;
    for (int i = 0; i < elements.size(); i++) {
      if (!ContactKind.isBlank(elements.get(i))) {
        isUsable |= identifier(elements.get(i), path.index(i)) != null;
      }
    }
    return isUsable;
  }

  private boolean addKeyed(Json.Obj object, JsonPath path) {
    boolean isUsable = false;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      JsonPath here = path.key(member.getKey());
      Identifier identifier = identifier(new Json.Text(member.getKey()), here);
      if (identifier != null) {
        addFields(identifier, member.getValue(), here);
        isUsable = true;
      }
    }
    return isUsable;
  }

  private static int rank(Json value) {
    if (!(value instanceof Json.Obj fields)) {
      return BARE;
    }
    boolean isPrimary = fields.members().get("isPrimary") instanceof Json.Bool(boolean is) && is;
    return isPrimary ? -1 : OptIns.rank(fields);
  }

  private void addFields(Identifier identifier, Json value, JsonPath path) {
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> addField(identifier, name, field, path.key(name)));
    } else if (!(value instanceof Json.Null)) {
      context.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, path);
    }
  }

  private void addField(Identifier identifier, String name, Json value, JsonPath path) {
    ConsentChannel channel = ConsentChannel.fromMember(name);
    if (NullRemoval.removeNulls(value) == null || (channel != null && channel.kind() == kind)) {
      return; // a consent is read by OptIns
    }
    if (name.equals("label") && value instanceof Json.Text) {
      identifier.setLabel(value);
    } else if (name.equals("isPrimary") && value instanceof Json.Bool(boolean isPrimary)) {
      if (source.isOwn() && !context.engage().isEngage()) {
        identifier.setPrimary(isPrimary);
      } else {
        context.warn(WarningCode.PRIMARY_NOT_KEPT, path);
      }
    } else {
      context.warn(WarningCode.IDENTIFIER_FIELD_UNKNOWN, path);
    }
  }

  private @Nullable Identifier identifier(Json value, JsonPath path) {
    String key = context.keys().key(kind, value);
    if (key != null) {
      return identifiers.computeIfAbsent(kind.mergeKey(key), _ -> new Identifier(key, trait));
    }
    if (context.keys().isUnread(kind, value)) {
      context.warn(WarningCode.IDENTIFIERS_TRUNCATED, trait);
    } else {
      context.warn(kind.invalid(), path);
    }
    return null;
  }
}
