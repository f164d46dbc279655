package bridge.translate;

import bridge.json.Json;
import bridge.segment.EventTime;
import bridge.segment.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The opt-ins and opt-outs of an identify call (M16). Consent is never inferred and never renewed:
/// an opt-in needs a channel, a JSON boolean and a readable time of its own, and applies only to
/// the phone or e-mail sent with it. An opt-in that fails one of these is dropped, with a warning
/// that names the reason.
final class OptIns {
  private static final String NAME = "optIn";

  private final Instant arrival;
  private final Warnings warnings;

  OptIns(Instant arrival, Warnings warnings) {
    this.arrival = arrival;
    this.warnings = warnings;
  }

  /// Whether this trait is the list of opt-ins: `optIn` with any value, another spelling only with
  /// an object or array. The trait itself is never sent.
  static boolean isOptIn(String key, Json value) {
    return key.equals(NAME)
        || (KeyMatching.isSame(key, NAME)
            && (value instanceof Json.Obj || value instanceof Json.Arr));
  }

  /// The traits that hold opt-ins, the exact spelling first. Only the first counts (M9).
  static List<Map.Entry<String, Json>> lists(Json.Obj traits) {
    List<Map.Entry<String, Json>> lists = new ArrayList<>(KeyMatching.find(traits, NAME));
    lists.removeIf(
        member ->
            member.getValue() instanceof Json.Null || !isOptIn(member.getKey(), member.getValue()));
    return lists;
  }

  /// The complete opt-ins in the list of these traits.
  List<OptIn> readListed(TraitSource own) {
    List<Map.Entry<String, Json>> lists = lists(own.traits());
    if (lists.isEmpty()) {
      return List.of();
    }
    Map.Entry<String, Json> first = lists.getFirst();
    return entries(first.getValue(), own.path().key(first.getKey()));
  }

  /// The opt-in under one phone or e-mail, whose member gives the channel; null if it is
  /// incomplete.
  @Nullable OptIn readUnder(ConsentChannel channel, Json value, JsonPath path) {
    if (value instanceof Json.Obj entry) {
      return complete(channel, entry, path);
    }
    warnings.add(WarningCode.OPTIN_MALFORMED, path);
    return null;
  }

  /// Binds an opt-in to the identifiers of the same traits that it applies to. It is dropped with a
  /// warning if there is none. An opt-in is dropped if there are several; an opt-out applies to all
  /// of them.
  void bind(OptIn optIn, Contacts contacts) {
    List<Identifier> candidates = contacts.ownIdentifiers();
    if (candidates.isEmpty()) {
      warnings.add(WarningCode.OPTIN_UNBOUND, optIn.path());
    } else if (candidates.size() > 1 && optIn.subscribed()) {
      warnings.add(WarningCode.OPTIN_AMBIGUOUS, optIn.path());
    } else {
      candidates.forEach(identifier -> identifier.addConsent(optIn));
    }
  }

  private List<OptIn> entries(Json value, JsonPath path) {
    List<OptIn> complete = new ArrayList<>();
    if (value instanceof Json.Arr(List<Json> elements)) {
      for (int i = 0; i < elements.size(); i++) {
        if (!(elements.get(i) instanceof Json.Null)) {
          add(complete, elements.get(i), path.index(i));
        }
      }
    } else {
      add(complete, value, path);
    }
    return complete;
  }

  private void add(List<OptIn> complete, Json value, JsonPath path) {
    if (!(value instanceof Json.Obj entry)) {
      warnings.add(WarningCode.OPTIN_MALFORMED, path);
      return;
    }
    ConsentChannel channel =
        entry.get("channel") instanceof Json.Text(String name)
            ? ConsentChannel.fromName(name)
            : null;
    if (channel == null) {
      warnings.add(WarningCode.OPTIN_CHANNEL_UNKNOWN, path.key("channel"));
      return;
    }
    OptIn optIn = complete(channel, entry, path);
    if (optIn != null) {
      complete.add(optIn);
    }
  }

  private @Nullable OptIn complete(ConsentChannel channel, Json.Obj entry, JsonPath path) {
    if (!(entry.get("subscribed") instanceof Json.Bool(boolean subscribed))) {
      warnings.add(WarningCode.OPTIN_SUBSCRIBED_NOT_BOOLEAN, path.key("subscribed"));
      return null;
    }
    Instant time = EventTime.within(Timestamp.read(entry.get("timestamp")), arrival);
    if (time == null) {
      warnings.add(
          subscribed ? WarningCode.OPTIN_WITHOUT_TIMESTAMP : WarningCode.OPTOUT_WITHOUT_TIMESTAMP,
          path.key("timestamp"));
      return null;
    }
    return new OptIn(channel, subscribed, time, entry, path);
  }
}
