package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The traits that Regal gets with an event (M2, M2c, M11).
final class Traits {
  /// The names, folded, whose spelling is free (M9). Of several spellings only one is sent.
  private static final Set<String> PERSON =
      Set.of("firstname", "lastname", "phone", "phones", "email", "emails", "address");

  private final TranslationContext context;
  private final Map<String, Json> members = new LinkedHashMap<>();

  private Traits(TranslationContext context) {
    this.context = context;
  }

  /// All own traits of an identify call, and the person data of context.traits that they lack.
  static Json.Obj ofIdentify(TranslationContext context) {
    Json.Obj own = ownTraits(context);
    Json.Obj contextSource = contextTraits(context);
    boolean isInContext = own.members().isEmpty();
    TraitSource first =
        isInContext
            ? new TraitSource(contextSource, contextPath(context), true)
            : new TraitSource(own, ownPath(context), true);
    Traits traits = new Traits(context);
    traits.addPerson(
        isInContext
            ? List.of(first)
            : List.of(first, new TraitSource(contextSource, contextPath(context), false)));
    traits.addCustom(first);
    return new Json.Obj(traits.members);
  }

  /// The person data of a track, page or screen call: its own traits, then context.traits.
  static Json.Obj ofOthers(TranslationContext context) {
    Json.Obj ownTraits = context.eventJson().object("traits");
    Json.Obj contextTraits = contextTraits(context);
    if (ownTraits.members().isEmpty() && contextTraits.members().isEmpty()) {
      return ownTraits;
    }
    TraitSource own = new TraitSource(ownTraits, ownPath(context), false);
    TraitSource contextSource = new TraitSource(contextTraits, contextPath(context), false);
    new MisplacedOptIns(context.warnings()).report(own);
    new MisplacedOptIns(context.warnings()).report(contextSource);
    Traits traits = new Traits(context);
    traits.addPerson(List.of(own, contextSource));
    return new Json.Obj(traits.members);
  }

  private void addPerson(List<TraitSource> sources) {
    TraitSource first = sources.getFirst();
    Contacts phones = Contacts.read(ContactKind.PHONE, first, context);
    Contacts emails = Contacts.read(ContactKind.EMAIL, first, context);
    if (first.isOwn()) {
      choosePrimary(phones, emails);
      bindConsent(first, phones, emails);
    }
    readContacts(ContactKind.PHONE, phones, sources);
    readContacts(ContactKind.EMAIL, emails, sources);
    for (String name : List.of("firstName", "lastName")) {
      NullRemoval.put(
          members, name, firstReadable(sources, s -> PersonName.read(name, s, context.warnings())));
    }
    NullRemoval.put(
        members, "address", firstReadable(sources, s -> Address.read(s, context.warnings())));
  }

  private void choosePrimary(Contacts phones, Contacts emails) {
    if (!context.engage().isEngage() && !phones.setsPrimary() && !emails.setsPrimary()) {
      phones.preferSingle();
      emails.preferSingle();
    }
  }

  private void bindConsent(TraitSource own, Contacts phones, Contacts emails) {
    OptIns optIns = context.optIns();
    for (OptIn optIn : optIns.readListed(own)) {
      optIns.bind(optIn, optIn.channel().kind() == ContactKind.PHONE ? phones : emails);
    }
  }

  /// Puts the contacts of the first source that has any.
  private void readContacts(ContactKind kind, Contacts first, List<TraitSource> sources) {
    Contacts found = first;
    for (TraitSource source : sources.subList(1, sources.size())) {
      found = found.isEmpty() ? Contacts.read(kind, source, context) : found;
    }
    if (!found.isEmpty()) {
      members.put(kind.many(), found.json());
    }
  }

  private void addCustom(TraitSource own) {
    own.traits()
        .members()
        .forEach(
            (key, value) -> {
              if (key.equals("traits") && value instanceof Json.Obj) {
                context.warn(WarningCode.TRAITS_NESTED, own.path().key(key));
              } else if (!PERSON.contains(KeyMatching.fold(key)) && !OptIns.isOptIn(key, value)) {
                NullRemoval.put(
                    members, key, NullRemoval.removeNulls(context.engage().value(key, value)));
              }
            });
  }

  private static @Nullable Json firstReadable(List<TraitSource> sources, Part part) {
    for (TraitSource source : sources) {
      Json value = part.read(source);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static Json.Obj ownTraits(TranslationContext context) {
    return ObjectMember.object(
        context, context.eventJson().keyFor("traits"), WarningCode.TRAITS_NOT_OBJECT);
  }

  private static Json.Obj contextTraits(TranslationContext context) {
    return context.eventJson().object("context").get("traits") instanceof Json.Obj object
        ? object
        : new Json.Obj(Map.of());
  }

  private static JsonPath ownPath(TranslationContext context) {
    return JsonPath.EVENT.key(context.eventJson().keyFor("traits"));
  }

  private static JsonPath contextPath(TranslationContext context) {
    return JsonPath.EVENT.key(context.eventJson().keyFor("context")).key("traits");
  }

  /// Reads one part of the person data from one source; null if the source has none.
  private interface Part {
    @Nullable Json read(TraitSource source);
  }
}
