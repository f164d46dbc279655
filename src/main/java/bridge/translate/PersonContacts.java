package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.profile.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The phones and e-mails that leave with an event, and their consents (M2c, M8b, M16).
final class PersonContacts {
  private static final int MAX = 50;

  private final List<TraitSource> sources;
  private final TranslationContext context;
  private final Map<ContactKind, List<Contacts>> bySource = new EnumMap<>(ContactKind.class);
  private final Map<ContactKind, Map<String, Identifier>> leaving =
      new EnumMap<>(ContactKind.class);
  private final Map<ContactKind, List<Identifier>> every = new EnumMap<>(ContactKind.class);
  private final List<OptIn> unbound = new ArrayList<>();

  private PersonContacts(List<TraitSource> sources, TranslationContext context) {
    this.sources = sources;
    this.context = context;
  }

  /// @param sources the first that has any phone gives the phones, and e-mails alike
  static PersonContacts read(List<TraitSource> sources, TranslationContext context) {
    PersonContacts contacts = new PersonContacts(sources, context);
    Contacts.readFirst(sources, context);
    for (ContactKind kind : ContactKind.values()) {
      contacts.readContacts(kind);
    }
    for (int i = 0; i < sources.size(); i++) {
      contacts.readConsents(i);
    }
    return contacts;
  }

  /// The phones and e-mails of the event's own person.
  Identity identity(@Nullable String userId) {
    return new Identity(keys(ContactKind.PHONE), keys(ContactKind.EMAIL), userId);
  }

  /// Adds the identifiers of a person that the event does not name itself, without isPrimary.
  void addBare(Identity linked) {
    linked.phones().forEach(phone -> identifier(ContactKind.PHONE, phone));
    linked.emails().forEach(email -> identifier(ContactKind.EMAIL, email));
  }

  /// Names the person by the phone and e-mail of the properties, if the setting
  /// IdentifyFromProperties allows it (M2).
  Identity identifyFromProperties() {
    Json.Obj properties = context.eventJson().object("properties");
    JsonPath path = JsonPath.EVENT.key(context.eventJson().keyFor("properties"));
    for (ContactKind kind : ContactKind.values()) {
      for (Map.Entry<String, Json> member : KeyMatching.find(properties, kind.one())) {
        String key = context.keys().key(kind, member.getValue());
        if (key != null && context.settings().identifiesFromProperties()) {
          identifier(kind, key);
          break;
        } else if (key != null) {
          context.warn(WarningCode.IDENTIFIER_IN_PROPERTIES, path.key(member.getKey()));
          break;
        }
      }
    }
    return identity(null);
  }

  /// Binds each no that the event gives no phone or e-mail for.
  ///
  /// @param known the people whom its userId and its visitor stand for
  void bindRest(List<Identity> known) {
    for (OptIn no : unbound) {
      Set<String> keys = new LinkedHashSet<>();
      known.forEach(
          person ->
              keys.addAll(
                  no.channel().kind() == ContactKind.PHONE ? person.phones() : person.emails()));
      if (keys.isEmpty()) {
        context.warn(WarningCode.OPTOUT_LOST, no.path());
      }
      keys.forEach(key -> identifier(no.channel().kind(), key).addConsent(no));
    }
  }

  boolean hasUnbound() {
    return !unbound.isEmpty();
  }

  /// Puts what leaves into the traits, and returns the consents among it.
  List<Consent> putInto(Map<String, Json> traits) {
    List<Consent> consents = new ArrayList<>();
    leaving.forEach(
        (kind, identifiers) -> {
          Map<String, Json> members = new LinkedHashMap<>();
          for (Identifier identifier : atMost(MAX, identifiers)) {
            members.put(identifier.key(), identifier.json(context));
            identifier.consents().forEach(c -> consents.add(consent(kind, identifier.key(), c)));
          }
          if (!members.isEmpty()) {
            traits.put(kind.many(), new Json.Obj(members));
          }
        });
    return consents;
  }

  private static Consent consent(ContactKind kind, String key, OptIn optIn) {
    return new Consent(
        kind == ContactKind.PHONE,
        key,
        optIn.channel().member(),
        optIn.subscribed(),
        optIn.when().known());
  }

  private void readContacts(ContactKind kind) {
    List<Contacts> all = new ArrayList<>();
    Map<String, Identifier> first = Map.of();
    for (TraitSource source : sources) {
      // What an earlier source does not lack is not sent, and not worth a warning.
      TranslationContext reading = first.isEmpty() ? context : context.withoutWarnings();
      Contacts contacts = Contacts.read(kind, source, reading);
      all.add(contacts);
      first = first.isEmpty() ? contacts.identifiers() : first;
    }
    if (sources.getFirst().isOwn() && !context.engage().isEngage()) {
      all.getFirst().preferSingle();
    }
    bySource.put(kind, all);
    leaving.put(kind, new LinkedHashMap<>(first));
  }

  private void readConsents(int index) {
    OptIns optIns = new OptIns(sources.get(index), context);
    Map<ConsentChannel, List<OptIn>> optOutsOfAll = new LinkedHashMap<>();
    for (OptIn optIn : optIns.listed()) {
      ContactKind kind = optIn.channel().kind();
      Contacts contacts = contacts(kind, index);
      Identifier single = contacts.single();
      if (optIn.subscribed()) {
        bindYes(optIn, contacts.candidates());
      } else if (single != null) {
        bindNo(optIn, single);
      } else {
        List<Identifier> every = every(kind);
        if (context.keys().isTruncated(kind)) {
          context.warn(WarningCode.OPTOUT_LOST, optIn.path());
        }
        if (every.isEmpty()) {
          unbound.add(optIn);
        } else {
          optOutsOfAll.computeIfAbsent(optIn.channel(), _ -> new ArrayList<>()).add(optIn);
        }
      }
    }
    optOutsOfAll.forEach(
        (channel, optOuts) -> {
          OptIn no = OptIn.decisive(optOuts);
          every(channel.kind()).forEach(found -> bindNo(no, found));
        });
    for (ContactKind kind : ContactKind.values()) {
      optIns.readKeyed(
          kind, contacts(kind, index), (optIn, key) -> identifier(kind, key).addConsent(optIn));
    }
  }

  private void bindYes(OptIn yes, List<Identifier> candidates) {
    if (candidates.isEmpty()) {
      context.warn(WarningCode.OPTIN_UNBOUND, yes.path());
    } else if (candidates.size() > 1) {
      context.warn(WarningCode.OPTIN_AMBIGUOUS, yes.path());
    } else {
      candidates.getFirst().addConsent(yes);
    }
  }

  private void bindNo(OptIn no, Identifier found) {
    ContactKind kind = no.channel().kind();
    identifiers(kind)
        .computeIfAbsent(
            kind.mergeKey(found.key()), _ -> new Identifier(found.key(), found.trait()))
        .addConsent(no);
  }

  /// Each phone or e-mail of the event, in any spelling.
  private List<Identifier> every(ContactKind kind) {
    return every.computeIfAbsent(
        kind, _ -> bySource(kind).stream().flatMap(each -> each.every().stream()).toList());
  }

  private List<Contacts> bySource(ContactKind kind) {
    return bySource.getOrDefault(kind, List.of());
  }

  private Contacts contacts(ContactKind kind, int index) {
    return bySource(kind).get(index);
  }

  /// The identifier that leaves, added bare if it did not leave so far.
  private Identifier identifier(ContactKind kind, String key) {
    return identifiers(kind).computeIfAbsent(kind.mergeKey(key), _ -> new Identifier(key, null));
  }

  private Map<String, Identifier> identifiers(ContactKind kind) {
    return leaving.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
  }

  private List<String> keys(ContactKind kind) {
    return identifiers(kind).values().stream().map(Identifier::key).toList();
  }

  /// The first by weight: the primary, those with a no, those with a yes, the others.
  private List<Identifier> atMost(int max, Map<String, Identifier> identifiers) {
    if (identifiers.size() <= max) {
      return List.copyOf(identifiers.values());
    }
    List<Identifier> byWeight =
        identifiers.values().stream()
            .sorted(Comparator.comparing(PersonContacts::weight).reversed())
            .toList();
    byWeight
        .subList(max, byWeight.size())
        .forEach(
            dropped -> {
              if (dropped.trait() != null) {
                context.warn(WarningCode.IDENTIFIERS_TRUNCATED, dropped.trait());
              }
              dropped.consents().stream()
                  .filter(optIn -> !optIn.subscribed())
                  .forEach(no -> context.warn(WarningCode.OPTOUT_LOST, no.path()));
            });
    return byWeight.subList(0, max);
  }

  private static int weight(Identifier identifier) {
    return identifier.isPrimary()
        ? 3
        : identifier.hasConsent(false) ? 2 : identifier.hasConsent(true) ? 1 : 0;
  }
}
