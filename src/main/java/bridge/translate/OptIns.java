package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.segment.EventTime;
import bridge.segment.Timestamp;
import bridge.segment.Whitespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The consents in one set of traits (M16). A yes is read only where it is surely meant: in an
/// identify call's own traits, with a channel, a JSON boolean and a readable time. A no is read
/// everywhere; what it lacks is assumed, and where that cannot be, it is reported as lost.
final class OptIns {
  private static final String NAME = "optIn";
  private static final String SUBSCRIBED = "subscribed";
  private static final Duration DAY = Duration.ofDays(1);

  /// A day somewhere on earth ends this long after it ends in UTC.
  private static final Duration LAST_ZONE = Duration.ofHours(12);

  private final TraitSource source;
  private final TranslationContext context;

  OptIns(TraitSource source, TranslationContext context) {
    this.source = source;
    this.context = context;
  }

  /// Whether this trait is the list of opt-ins: `optIn` with any value, another spelling only with
  /// an object or array. The trait itself is never sent.
  static boolean isOptIn(String key, Json value) {
    return key.equals(NAME)
        || (KeyMatching.isSame(key, NAME)
            && (value instanceof Json.Obj || value instanceof Json.Arr));
  }

  /// The complete consents in the lists. The first list counts; of the others only each no.
  List<OptIn> listed() {
    List<OptIn> listed = new ArrayList<>();
    boolean isFirst = true;
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), NAME)) {
      JsonPath path = source.path().key(member.getKey());
      for (Map.Entry<JsonPath, Json> entry : entries(member, path).entrySet()) {
        OptIn optIn = read(null, entry.getValue(), entry.getKey(), isFirst);
        if (optIn != null) {
          listed.add(optIn);
        }
      }
      isFirst &= isEmpty(member.getValue());
    }
    return listed;
  }

  /// Reads the consents under each key of Regal's objects of phones or e-mails.
  ///
  /// @param contacts what is read of these traits
  /// @param found gets each consent and its key
  void readKeyed(ContactKind kind, Contacts contacts, BiConsumer<OptIn, String> found) {
    for (String name : List.of(kind.one(), kind.many())) {
      for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
        if (member.getValue() instanceof Json.Obj(Map<String, Json> identifiers)) {
          JsonPath path = source.path().key(member.getKey());
          boolean isUsed = contacts.isUsed(member.getKey());
          identifiers.forEach(
              (key, fields) -> readKey(kind, key, fields, path.key(key), isUsed, found));
        }
      }
    }
  }

  /// The order in which keys of Regal's objects are read: 0 with a no, 1 with another consent, 2
  /// with none.
  static int rank(Json.Obj fields) {
    int rank = 2;
    for (Map.Entry<String, Json> member : fields.members().entrySet()) {
      if (ConsentChannel.fromMember(member.getKey()) != null) {
        rank = Math.min(rank, isNo(member.getValue()) ? 0 : 1);
      }
    }
    return rank;
  }

  private static boolean isNo(Json consent) {
    return isFalse(consent)
        || (consent instanceof Json.Obj entry && Boolean.FALSE.equals(subscribed(entry)));
  }

  /// Reports each no inside a value that is dropped.
  void reportLost(Json value, JsonPath path) {
    switch (value) {
      case Json.Obj entry when Boolean.FALSE.equals(subscribed(entry)) ->
          context.warn(WarningCode.OPTOUT_LOST, path);
      case Json.Obj(Map<String, Json> members) ->
          members.forEach(
              (name, member) -> {
                if (isFalse(member) && ConsentChannel.fromMember(name) != null) {
                  context.warn(WarningCode.OPTOUT_LOST, path.key(name));
                } else {
                  reportLost(member, path.key(name));
                }
              });
      case Json.Arr(List<Json> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          reportLost(elements.get(i), path.index(i));
        }
      }
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  /// Whether no entry is left without its nulls.
  private static boolean isEmpty(Json list) {
    Json left = NullRemoval.removeNulls(list);
    return !(left instanceof Json.Obj)
        && !(left instanceof Json.Arr(List<Json> elements) && !elements.isEmpty());
  }

  /// The entries of a list by their paths; one object counts as a list of one.
  private Map<JsonPath, Json> entries(Map.Entry<String, Json> member, JsonPath path) {
    Map<JsonPath, Json> entries = new LinkedHashMap<>();
    switch (member.getValue()) {
      case Json.Obj entry -> entries.put(path, entry);
      case Json.Arr(List<Json> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          entries.put(path.index(i), elements.get(i));
        }
      }
      case Json.Null _ -> {}
      default -> {
        if (member.getKey().equals(NAME)) {
          context.warn(WarningCode.OPTIN_MALFORMED, path);
        }
      }
    }
    return entries;
  }

  private void readKey(
      ContactKind kind,
      String key,
      Json value,
      JsonPath path,
      boolean isUsed,
      BiConsumer<OptIn, String> found) {
    if (!(value instanceof Json.Obj(Map<String, Json> fields))) {
      return;
    }
    String identifier = context.keys().key(kind, new Json.Text(key));
    fields.forEach(
        (name, field) -> {
          JsonPath here = path.key(name);
          ConsentChannel channel = ConsentChannel.fromMember(name);
          if (channel == null) {
            if (isFalse(field) && KeyMatching.isSame(SUBSCRIBED, name)) {
              context.warn(WarningCode.OPTOUT_LOST, here);
            }
          } else if (channel.kind() != kind || identifier == null) {
            reportLost(new Json.Obj(Map.of(name, field)), path);
          } else {
            OptIn optIn = read(channel, field, here, isUsed);
            if (optIn != null) {
              found.accept(optIn, identifier);
            }
          }
        });
  }

  /// One complete consent, null for any other.
  ///
  /// @param member the channel of Regal's member, null in a list
  /// @param isUsed whether a yes counts here; of other spellings only a no does
  private @Nullable OptIn read(
      @Nullable ConsentChannel member, Json value, JsonPath path, boolean isUsed) {
    if (member != null && isFalse(value)) {
      return no(member, false, new Json.Obj(Map.of()), path);
    }
    Json left = NullRemoval.removeNulls(value);
    if (!(left instanceof Json.Obj) || !(value instanceof Json.Obj entry)) {
      if (isUsed && left != null) {
        context.warn(WarningCode.OPTIN_MALFORMED, path);
      }
      reportLost(value, path);
      return null;
    }
    Boolean subscribed = subscribed(entry);
    ConsentChannel channel = member == null ? channel(entry) : member;
    if (Boolean.FALSE.equals(subscribed)) {
      if (channel != null) {
        return no(channel, member == null, entry, path);
      }
      context.warn(WarningCode.OPTIN_CHANNEL_UNKNOWN, path);
      context.warn(WarningCode.OPTOUT_LOST, path);
    } else if (isUsed && subscribed == null) {
      context.warn(WarningCode.OPTIN_SUBSCRIBED_NOT_BOOLEAN, path);
    } else if (isUsed) {
      return yes(channel, member == null, entry, path);
    }
    return null;
  }

  private @Nullable OptIn yes(
      @Nullable ConsentChannel channel, boolean isListed, Json.Obj entry, JsonPath path) {
    if (!source.isOwn()) {
      context.warn(
          context.isIdentify() ? WarningCode.OPTIN_NOT_OWN : WarningCode.OPTIN_NOT_ON_IDENTIFY,
          path);
      return null;
    }
    if (channel == null) {
      context.warn(WarningCode.OPTIN_CHANNEL_UNKNOWN, path);
      return null;
    }
    Json timestamp = timestamp(entry);
    Instant claimed = Timestamp.read(timestamp);
    if (claimed == null) {
      context.warn(WarningCode.OPTIN_WITHOUT_TIMESTAMP, path);
      return null;
    }
    Instant time = context.earliest(claimed);
    Consent.Times known = new Consent.Times(claimed, time, false);
    return new OptIn(channel, isListed, true, new OptIn.Times(known, time, false), entry, path);
  }

  private OptIn no(ConsentChannel channel, boolean isListed, Json.Obj entry, JsonPath path) {
    Json timestamp = timestamp(entry);
    Instant claimed = Timestamp.read(timestamp);
    OptIn.Times times;
    if (claimed == null) {
      context.warn(WarningCode.OPTOUT_TIME_ASSUMED, timestampPath(entry, path));
      Instant assumed = context.time().time();
      times = times(assumed, assumed, context.earliest(assumed), true);
    } else if (Timestamp.isDate(timestamp)) {
      Instant end = claimed.plus(DAY).minusMillis(1);
      Instant sent = context.atMostArrival(end);
      times = times(end, sent, context.atMostArrival(end.plus(LAST_ZONE)), false);
    } else {
      times = times(claimed, claimed, context.earliest(claimed), false);
    }
    return new OptIn(channel, isListed, false, times, entry, path);
  }

  private static OptIn.Times times(
      Instant claimed, Instant sent, Instant compared, boolean isAssumed) {
    boolean isOfEvent = isAssumed || !sent.equals(claimed);
    return new OptIn.Times(new Consent.Times(claimed, sent, isOfEvent), compared, isAssumed);
  }

  /// The first timestamp that is readable and within bounds (M19).
  private @Nullable Json timestamp(Json.Obj entry) {
    for (Map.Entry<String, Json> member : KeyMatching.find(entry, "timestamp")) {
      if (EventTime.within(Timestamp.read(member.getValue()), context.arrival()) != null) {
        return member.getValue();
      }
    }
    return null;
  }

  private static @Nullable ConsentChannel channel(Json.Obj entry) {
    for (Map.Entry<String, Json> member : KeyMatching.find(entry, "channel")) {
      if (member.getValue() instanceof Json.Text(String name)
          && ConsentChannel.fromName(name) != null) {
        return ConsentChannel.fromName(name);
      }
    }
    return null;
  }

  /// True for a yes, false for a no, null for neither.
  private static @Nullable Boolean subscribed(Json.Obj entry) {
    for (Map.Entry<String, Json> member : KeyMatching.find(entry, SUBSCRIBED)) {
      if (isFalse(member.getValue())) {
        return false;
      }
      if (member.getValue() instanceof Json.Bool) {
        return true;
      }
    }
    return null;
  }

  private static boolean isFalse(Json value) {
    return value instanceof Json.Bool(boolean bool)
        ? !bool
        : value instanceof Json.Text(String text)
            && Whitespace.trim(text).equalsIgnoreCase("false");
  }

  /// Where the timestamp was sent, or the entry that has none.
  private static JsonPath timestampPath(Json.Obj entry, JsonPath path) {
    List<Map.Entry<String, Json>> spelled = KeyMatching.find(entry, "timestamp");
    return spelled.isEmpty() ? path : path.key(spelled.getFirst().getKey());
  }
}
