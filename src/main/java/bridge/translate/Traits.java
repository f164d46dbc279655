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

  private final Reading reading;
  private final Map<String, Json> members = new LinkedHashMap<>();

  private Traits(Reading reading) {
    this.reading = reading;
  }

  /// An identify call's own traits in full, and of context.traits the person data they lack.
  static Json.Obj ofIdentify(Reading reading) {
    Json.Obj own = own(reading);
    Json.Obj context = context(reading);
    boolean isInContext = own.members().isEmpty();
    Source first =
        isInContext
            ? new Source(context, contextAt(reading), true)
            : new Source(own, ownAt(reading), true);
    Traits traits = new Traits(reading);
    traits.person(
        isInContext
            ? List.of(first)
            : List.of(first, new Source(context, contextAt(reading), false)));
    traits.custom(first);
    return new Json.Obj(traits.members);
  }

  /// A track, page or screen call's person data: its own traits, then context.traits.
  static Json.Obj ofOthers(Reading reading) {
    Json.Obj ownTraits = reading.message().object("traits");
    Json.Obj contextTraits = context(reading);
    if (ownTraits.members().isEmpty() && contextTraits.members().isEmpty()) {
      return ownTraits;
    }
    Source own = new Source(ownTraits, ownAt(reading), false);
    Source context = new Source(contextTraits, contextAt(reading), false);
    new StrayOptIns(reading.warnings()).report(own);
    new StrayOptIns(reading.warnings()).report(context);
    Traits traits = new Traits(reading);
    traits.person(List.of(own, context));
    return new Json.Obj(traits.members);
  }

  private void person(List<Source> sources) {
    Source first = sources.getFirst();
    Contacts phones = Contacts.read(Kind.PHONE, first, reading);
    Contacts emails = Contacts.read(Kind.EMAIL, first, reading);
    if (first.isOwn()) {
      choosePrimary(phones, emails);
      bindConsent(first, phones, emails);
    }
    contacts(Kind.PHONE, phones, sources);
    contacts(Kind.EMAIL, emails, sources);
    for (String name : List.of("firstName", "lastName")) {
      Nulls.put(members, name, first(sources, s -> Names.read(name, s, reading.warnings())));
    }
    Nulls.put(members, "address", first(sources, s -> Address.read(s, reading.warnings())));
  }

  private void choosePrimary(Contacts phones, Contacts emails) {
    if (!reading.engage().isEngage() && !phones.setsPrimary() && !emails.setsPrimary()) {
      phones.preferSingle();
      emails.preferSingle();
    }
  }

  private void bindConsent(Source own, Contacts phones, Contacts emails) {
    OptIns optIns = reading.optIns();
    for (OptIn optIn : optIns.listed(own)) {
      optIns.bind(optIn, optIn.channel().kind() == Kind.PHONE ? phones : emails);
    }
  }

  /// Puts the first source's, or where it has none those of the next that has some.
  private void contacts(Kind kind, Contacts first, List<Source> sources) {
    Contacts found = first;
    for (Source source : sources.subList(1, sources.size())) {
      found = found.isEmpty() ? Contacts.read(kind, source, reading) : found;
    }
    if (!found.isEmpty()) {
      members.put(kind.many(), found.json());
    }
  }

  private void custom(Source own) {
    own.traits()
        .members()
        .forEach(
            (key, value) -> {
              if (key.equals("traits") && value instanceof Json.Obj) {
                reading.warn(WarningCode.TRAITS_NESTED, own.at().key(key));
              } else if (!PERSON.contains(Spelling.folded(key)) && !OptIns.isOptIn(key, value)) {
                Nulls.put(members, key, Nulls.dropped(reading.engage().value(key, value)));
              }
            });
  }

  private static @Nullable Json first(List<Source> sources, Part part) {
    for (Source source : sources) {
      Json value = part.read(source);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static Json.Obj own(Reading reading) {
    return Lenient.object(
        reading, reading.message().spelled("traits"), WarningCode.TRAITS_NOT_OBJECT);
  }

  private static Json.Obj context(Reading reading) {
    return reading.message().object("context").get("traits") instanceof Json.Obj object
        ? object
        : new Json.Obj(Map.of());
  }

  private static At ownAt(Reading reading) {
    return At.EVENT.key(reading.message().spelled("traits"));
  }

  private static At contextAt(Reading reading) {
    return At.EVENT.key(reading.message().spelled("context")).key("traits");
  }

  /// Reads one part of the person from one source; null where that has none.
  private interface Part {
    @Nullable Json read(Source source);
  }
}
