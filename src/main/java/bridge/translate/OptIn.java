package bridge.translate;

import bridge.json.Json;
import bridge.profile.Consent;
import bridge.segment.EventTime;
import bridge.segment.IpAddress;
import bridge.segment.Whitespace;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An opt-in or opt-out for one channel, complete by M16 and not yet bound to an identifier.
///
/// @param isListed whether it names its channel itself, in a list
/// @param when its times
/// @param entry as sent; only ip, text and source are still read from it
/// @param path where it was sent
record OptIn(
    ConsentChannel channel,
    boolean isListed,
    boolean subscribed,
    Times when,
    Json.Obj entry,
    JsonPath path) {
  /// The times of a consent.
  ///
  /// @param known those that outlast the event
  /// @param compared the time that decides between the consents of one event
  /// @param isAssumed whether the event's own time stands for a missing one
  record Times(Consent.Times known, Instant compared, boolean isAssumed) {}

  /// The channel is a member of listed ones only.
  private static final List<String> MEMBERS =
      List.of("channel", "subscribed", "timestamp", "ip", "text", "source");

  /// The one of several consents for the same identifier and channel that counts. An opt-out whose
  /// time is assumed overrules every opt-in; otherwise the latest counts, and of equal times the
  /// opt-out.
  static OptIn decisive(List<OptIn> optIns) {
    boolean hasAssumed = optIns.stream().anyMatch(optIn -> optIn.when.isAssumed());
    return optIns.stream() // of equal ones max takes the first
        .filter(optIn -> !hasAssumed || !optIn.subscribed())
        .max(
            Comparator.comparing((OptIn optIn) -> optIn.when.compared())
                .thenComparing(optIn -> !optIn.subscribed))
        .orElseThrow();
  }

  /// Regal's opt-in, with these five members only.
  Json.Obj json(TranslationContext context) {
    entry.members().forEach((name, value) -> warnIfUnknown(name, value, context));
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("subscribed", new Json.Bool(subscribed));
    members.put("timestamp", new Json.Text(EventTime.text(when.known().sent())));
    String ip = ip(context);
    NullRemoval.put(members, "ip", ip == null ? null : new Json.Text(ip));
    for (String name : List.of("text", "source")) {
      String text = read(name, OptIn::unlessBlank, context);
      NullRemoval.put(members, name, text == null ? null : new Json.Text(text));
    }
    return new Json.Obj(members);
  }

  private @Nullable String ip(TranslationContext context) {
    String own = read("ip", IpAddress::of, context);
    String ip = own == null ? context.deviceIp() : own;
    if (ip == null && subscribed) {
      context.warn(WarningCode.OPTIN_WITHOUT_IP, path.key("ip"));
    }
    return ip;
  }

  private static @Nullable String unlessBlank(String text) {
    return Whitespace.isAll(text) ? null : text;
  }

  private interface Reading {
    @Nullable String read(String text);
  }

  /// The first usable value of the member, null if there is none. Each unusable one before it is a
  /// warning.
  private @Nullable String read(String name, Reading reading, TranslationContext context) {
    for (Map.Entry<String, Json> member : KeyMatching.find(entry, name)) {
      String text = member.getValue() instanceof Json.Text(String given) ? given : null;
      String usable = text == null ? null : reading.read(text);
      if (usable != null) {
        return usable;
      }
      boolean isMissing =
          member.getValue() instanceof Json.Null
              || (name.equals("ip") && text != null && Whitespace.isAll(text));
      if (!isMissing) {
        context.warn(WarningCode.OPTIN_FIELD_INVALID, path.key(member.getKey()));
      }
    }
    return null;
  }

  private void warnIfUnknown(String name, Json value, TranslationContext context) {
    if (NullRemoval.removeNulls(value) != null
        && MEMBERS.stream()
            .skip(isListed ? 0 : 1)
            .noneMatch(known -> KeyMatching.isSame(known, name))) {
      context.warn(WarningCode.OPTIN_FIELD_UNKNOWN, path.key(name));
    }
  }
}
