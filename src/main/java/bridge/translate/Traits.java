package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Regal learns about the person of an event (M2, M2c, M11).
final class Traits {
  /// The names whose spelling is free (M9) and whose losers are not sent, folded.
  private static final Set<String> PERSON =
      Set.of("firstname", "lastname", "phone", "phones", "email", "emails", "address");

  private final TranslationContext translationContext;
  private final Map<String, Json> members = new LinkedHashMap<>();

  private Traits(TranslationContext translationContext) {
    this.translationContext = translationContext;
  }

  /// An identify call's own traits in full, and of context.traits the person data they lack.
  static Json.Obj ofIdentify(TranslationContext translationContext) {
    Json.Obj own = own(translationContext);
    Json.Obj context = context(translationContext);
    boolean isInContext = own.members().isEmpty();
    TraitSource first =
        isInContext
            ? new TraitSource(context, contextAt(translationContext), true)
            : new TraitSource(own, ownAt(translationContext), true);
    Traits traits = new Traits(translationContext);
    traits.person(
        isInContext
            ? List.of(first)
            : List.of(first, new TraitSource(context, contextAt(translationContext), false)));
    traits.custom(first);
    return new Json.Obj(traits.members);
  }

  /// A track, page or screen call's person data: its own traits, then context.traits.
  static Json.Obj ofOthers(TranslationContext translationContext) {
    Json.Obj ownTraits = translationContext.eventJson().object("traits");
    Json.Obj contextTraits = context(translationContext);
    if (ownTraits.members().isEmpty() && contextTraits.members().isEmpty()) {
      return ownTraits;
    }
    TraitSource own = new TraitSource(ownTraits, ownAt(translationContext), false);
    TraitSource context = new TraitSource(contextTraits, contextAt(translationContext), false);
    new MisplacedOptIns(translationContext.warnings()).report(own);
    new MisplacedOptIns(translationContext.warnings()).report(context);
    Traits traits = new Traits(translationContext);
    traits.person(List.of(own, context));
    return new Json.Obj(traits.members);
  }

  private void person(List<TraitSource> sources) {
    TraitSource first = sources.getFirst();
    Contacts phones = Contacts.read(ContactKind.PHONE, first, translationContext);
    Contacts emails = Contacts.read(ContactKind.EMAIL, first, translationContext);
    if (first.isOwn()) {
      choosePrimary(phones, emails);
      bindConsent(first, phones, emails);
    }
    contacts(ContactKind.PHONE, phones, sources);
    contacts(ContactKind.EMAIL, emails, sources);
    for (String name : List.of("firstName", "lastName")) {
      NullRemoval.put(
          members,
          name,
          first(sources, s -> PersonName.read(name, s, translationContext.warnings())));
    }
    NullRemoval.put(
        members, "address", first(sources, s -> Address.read(s, translationContext.warnings())));
  }

  private void choosePrimary(Contacts phones, Contacts emails) {
    if (!translationContext.engage().isEngage() && !phones.setsPrimary() && !emails.setsPrimary()) {
      phones.preferSingle();
      emails.preferSingle();
    }
  }

  private void bindConsent(TraitSource own, Contacts phones, Contacts emails) {
    OptIns optIns = translationContext.optIns();
    for (OptIn optIn : optIns.listed(own)) {
      optIns.bind(optIn, optIn.consentChannel().kind() == ContactKind.PHONE ? phones : emails);
    }
  }

  /// Puts the first source's, or where it has none those of the next that has some.
  private void contacts(ContactKind contactKind, Contacts first, List<TraitSource> sources) {
    Contacts found = first;
    for (TraitSource traitSource : sources.subList(1, sources.size())) {
      found = found.isEmpty() ? Contacts.read(contactKind, traitSource, translationContext) : found;
    }
    if (!found.isEmpty()) {
      members.put(contactKind.many(), found.json());
    }
  }

  private void custom(TraitSource own) {
    own.traits()
        .members()
        .forEach(
            (key, value) -> {
              if (key.equals("traits") && value instanceof Json.Obj) {
                translationContext.warn(WarningCode.TRAITS_NESTED, own.jsonPath().key(key));
              } else if (!PERSON.contains(KeyMatching.folded(key)) && !OptIns.isOptIn(key, value)) {
                NullRemoval.put(
                    members,
                    key,
                    NullRemoval.dropped(translationContext.engage().value(key, value)));
              }
            });
  }

  private static @Nullable Json first(List<TraitSource> sources, Part part) {
    for (TraitSource traitSource : sources) {
      Json value = part.read(traitSource);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static Json.Obj own(TranslationContext translationContext) {
    return ObjectMember.object(
        translationContext,
        translationContext.eventJson().spelled("traits"),
        WarningCode.TRAITS_NOT_OBJECT);
  }

  private static Json.Obj context(TranslationContext translationContext) {
    return translationContext.eventJson().object("context").get("traits") instanceof Json.Obj object
        ? object
        : new Json.Obj(Map.of());
  }

  private static JsonPath ownAt(TranslationContext translationContext) {
    return JsonPath.EVENT.key(translationContext.eventJson().spelled("traits"));
  }

  private static JsonPath contextAt(TranslationContext translationContext) {
    return JsonPath.EVENT.key(translationContext.eventJson().spelled("context")).key("traits");
  }

  /// Reads one part of the person from one source; null where that has none.
  private interface Part {
    @Nullable Json read(TraitSource traitSource);
  }
}
