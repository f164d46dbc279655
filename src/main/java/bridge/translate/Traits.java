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

  private final TranslationContext reading;
  private final Map<String, Json> members = new LinkedHashMap<>();

  private Traits(TranslationContext reading) {
    this.reading = reading;
  }

  /// An identify call's own traits in full, and of context.traits the person data they lack.
  static Json.Obj ofIdentify(TranslationContext reading) {
    Json.Obj own = own(reading);
    Json.Obj context = context(reading);
    boolean isInContext = own.members().isEmpty();
    TraitSource first =
        isInContext
            ? new TraitSource(context, contextAt(reading), true)
            : new TraitSource(own, ownAt(reading), true);
    Traits traits = new Traits(reading);
    traits.person(
        isInContext
            ? List.of(first)
            : List.of(first, new TraitSource(context, contextAt(reading), false)));
    traits.custom(first);
    return new Json.Obj(traits.members);
  }

  /// A track, page or screen call's person data: its own traits, then context.traits.
  static Json.Obj ofOthers(TranslationContext reading) {
    Json.Obj ownTraits = reading.message().object("traits");
    Json.Obj contextTraits = context(reading);
    if (ownTraits.members().isEmpty() && contextTraits.members().isEmpty()) {
      return ownTraits;
    }
    TraitSource own = new TraitSource(ownTraits, ownAt(reading), false);
    TraitSource context = new TraitSource(contextTraits, contextAt(reading), false);
    new MisplacedOptIns(reading.warnings()).report(own);
    new MisplacedOptIns(reading.warnings()).report(context);
    Traits traits = new Traits(reading);
    traits.person(List.of(own, context));
    return new Json.Obj(traits.members);
  }

  private void person(List<TraitSource> sources) {
    TraitSource first = sources.getFirst();
    Contacts phones = Contacts.read(ContactKind.PHONE, first, reading);
    Contacts emails = Contacts.read(ContactKind.EMAIL, first, reading);
    if (first.isOwn()) {
      choosePrimary(phones, emails);
      bindConsent(first, phones, emails);
    }
    contacts(ContactKind.PHONE, phones, sources);
    contacts(ContactKind.EMAIL, emails, sources);
    for (String name : List.of("firstName", "lastName")) {
      NullRemoval.put(
          members, name, first(sources, s -> PersonName.read(name, s, reading.warnings())));
    }
    NullRemoval.put(members, "address", first(sources, s -> Address.read(s, reading.warnings())));
  }

  private void choosePrimary(Contacts phones, Contacts emails) {
    if (!reading.engage().isEngage() && !phones.setsPrimary() && !emails.setsPrimary()) {
      phones.preferSingle();
      emails.preferSingle();
    }
  }

  private void bindConsent(TraitSource own, Contacts phones, Contacts emails) {
    OptIns optIns = reading.optIns();
    for (OptIn optIn : optIns.listed(own)) {
      optIns.bind(optIn, optIn.channel().kind() == ContactKind.PHONE ? phones : emails);
    }
  }

  /// Puts the first source's, or where it has none those of the next that has some.
  private void contacts(ContactKind kind, Contacts first, List<TraitSource> sources) {
    Contacts found = first;
    for (TraitSource source : sources.subList(1, sources.size())) {
      found = found.isEmpty() ? Contacts.read(kind, source, reading) : found;
    }
    if (!found.isEmpty()) {
      members.put(kind.many(), found.json());
    }
  }

  private void custom(TraitSource own) {
    own.traits()
        .members()
        .forEach(
            (key, value) -> {
              if (key.equals("traits") && value instanceof Json.Obj) {
                reading.warn(WarningCode.TRAITS_NESTED, own.at().key(key));
              } else if (!PERSON.contains(KeyMatching.folded(key)) && !OptIns.isOptIn(key, value)) {
                NullRemoval.put(
                    members, key, NullRemoval.dropped(reading.engage().value(key, value)));
              }
            });
  }

  private static @Nullable Json first(List<TraitSource> sources, Part part) {
    for (TraitSource source : sources) {
      Json value = part.read(source);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static Json.Obj own(TranslationContext reading) {
    return ObjectMember.object(
        reading, reading.message().spelled("traits"), WarningCode.TRAITS_NOT_OBJECT);
  }

  private static Json.Obj context(TranslationContext reading) {
    return reading.message().object("context").get("traits") instanceof Json.Obj object
        ? object
        : new Json.Obj(Map.of());
  }

  private static JsonPath ownAt(TranslationContext reading) {
    return JsonPath.EVENT.key(reading.message().spelled("traits"));
  }

  private static JsonPath contextAt(TranslationContext reading) {
    return JsonPath.EVENT.key(reading.message().spelled("context")).key("traits");
  }

  /// Reads one part of the person from one source; null where that has none.
  private interface Part {
    @Nullable Json read(TraitSource source);
  }
}
