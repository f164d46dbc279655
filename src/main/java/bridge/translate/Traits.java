package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.profile.Identity;
import bridge.segment.AnonymousId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The person of an event, and the traits that Regal gets with it (M2, M2c, M11).
///
/// @param own the identifiers that the event itself names
/// @param who these, or those of its visitor's identity link
/// @param filledIn the members that come from `name` and flat address fields
record Traits(
    Identity own, Identity who, Json.Obj members, Set<String> filledIn, List<Consent> consents) {
  /// The names, folded, whose spelling is free (M9). Of several spellings only one is sent.
  private static final Set<String> PERSON =
      Set.of("firstname", "lastname", "phone", "phones", "email", "emails", "address");

  /// All own traits of an identify call, and the person data of context.traits that they lack.
  static Traits ofIdentify(@Nullable String userId, TranslationContext context) {
    String key = context.eventJson().keyFor("traits");
    Json.Obj own = ObjectMember.object(context, key, WarningCode.TRAITS_NOT_OBJECT);
    JsonPath path = JsonPath.EVENT.key(key);
    boolean isUsed = holdsSomething(own);
    TraitSource first = isUsed ? new TraitSource(own, path, true) : contextSource(context, true);
    List<TraitSource> sources =
        isUsed ? List.of(first, contextSource(context, false)) : List.of(first);
    return read(userId, sources, context);
  }

  /// The person data of a track, page or screen call: its own traits, then context.traits.
  static Traits ofOthers(@Nullable String userId, TranslationContext context) {
    JsonPath path = JsonPath.EVENT.key(context.eventJson().keyFor("traits"));
    TraitSource own = new TraitSource(context.eventJson().object("traits"), path, false);
    return read(userId, List.of(own, contextSource(context, false)), context);
  }

  private static TraitSource contextSource(TranslationContext context, boolean isOwn) {
    JsonPath path = JsonPath.EVENT.key(context.eventJson().keyFor("context")).key("traits");
    Json.Obj traits =
        context.eventJson().object("context").get("traits") instanceof Json.Obj object
            ? object
            : new Json.Obj(Map.of());
    return new TraitSource(traits, path, isOwn);
  }

  private static Traits read(
      @Nullable String userId, List<TraitSource> sources, TranslationContext context) {
    PersonContacts contacts = PersonContacts.read(sources, context);
    Identity own = contacts.identity(userId);
    Identity who = own;
    String visitor = AnonymousId.of(context.eventJson());
    List<Identity> known = new ArrayList<>();
    if (visitor != null && (own.isNobody() || contacts.hasUnbound())) {
      known.add(context.known().visitor(visitor));
    }
    if (own.isNobody() && !known.isEmpty()) {
      who = known.getFirst();
      contacts.addBare(who);
    }
    if (who.isNobody() && !context.isIdentify()) {
      who = contacts.identifyFromProperties();
      own = who;
    }
    if (contacts.hasUnbound()) {
      Stream.concat(Stream.ofNullable(userId), known.stream().map(Identity::userId))
          .filter(Objects::nonNull)
          .distinct()
          .toList()
          .forEach(id -> known.add(context.known().person(id)));
    }
    contacts.bindRest(known);
    Map<String, Json> members = new LinkedHashMap<>();
    List<Consent> consents = contacts.putInto(members);
    Set<String> filledIn = putNameAndAddress(sources, context, members);
    sources.forEach(source -> reportNested(source, context));
    if (sources.getFirst().isOwn()) {
      addCustom(sources.getFirst(), context, members);
    }
    return new Traits(own, who, new Json.Obj(members), filledIn, consents);
  }

  /// Without any, the own `name` and flat address fields of an identify call serve, if the setting
  /// ProfileFallbacks allows it. Returns the members made of these.
  private static Set<String> putNameAndAddress(
      List<TraitSource> sources, TranslationContext context, Map<String, Json> members) {
    TraitSource own = sources.getFirst();
    boolean mayFillIn = own.isOwn() && context.settings().fillsInProfiles();
    Set<String> filledIn = new LinkedHashSet<>();
    Map<String, Json> names = PersonName.given(sources, context);
    if (names.isEmpty() && mayFillIn) {
      names = PersonName.split(own);
      filledIn.addAll(names.keySet());
    }
    members.putAll(names);
    Json address = Address.given(sources, context);
    Json flat = address == null && mayFillIn ? Address.flat(own, context) : null;
    NullRemoval.put(members, "address", flat == null ? address : flat);
    if (flat != null) {
      filledIn.add("address");
    }
    return filledIn;
  }

  private static boolean isNested(String key, Json value) {
    return key.equals("traits") && value instanceof Json.Obj;
  }

  /// Reports an object of traits inside the traits, and each no in it (M8b, M16).
  private static void reportNested(TraitSource source, TranslationContext context) {
    if (source.traits().get("traits") instanceof Json.Obj nested
        && NullRemoval.removeNulls(nested) != null) {
      JsonPath path = source.path().key("traits");
      context.warn(WarningCode.TRAITS_NESTED, path);
      new OptIns(source, context).reportLost(nested, path);
    }
  }

  /// Whether the traits hold anything after M12. A phone or e-mail that is a key counts, whatever
  /// its value.
  private static boolean holdsSomething(Json.Obj traits) {
    return (NullRemoval.removeNulls(traits) instanceof Json.Obj left && !left.members().isEmpty())
        || Stream.of(ContactKind.values())
            .flatMap(kind -> Stream.of(kind.one(), kind.many()))
            .flatMap(name -> KeyMatching.find(traits, name).stream())
            .anyMatch(
                member ->
                    member.getValue() instanceof Json.Obj(Map<String, Json> keys)
                        && !keys.isEmpty());
  }

  private static void addCustom(
      TraitSource own, TranslationContext context, Map<String, Json> members) {
    own.traits()
        .members()
        .forEach(
            (key, value) -> {
              if (!isNested(key, value)
                  && !PERSON.contains(KeyMatching.fold(key))
                  && !OptIns.isOptIn(key, value)) {
                NullRemoval.put(
                    members, key, NullRemoval.removeNulls(context.engage().value(key, value)));
              }
            });
  }
}
