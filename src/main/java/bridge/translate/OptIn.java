package bridge.translate;

import bridge.json.Json;
import bridge.segment.EventTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An opt-in or opt-out for one channel at one time, complete by M16 and not yet bound to an
/// identifier.
///
/// @param entry as sent; only ip, text and source are still read from it
/// @param path where it was sent
record OptIn(
    ConsentChannel channel, boolean subscribed, Instant time, Json.Obj entry, JsonPath path) {

  /// The later one wins. At the same time the opt-out wins.
  boolean overrules(OptIn other) {
    int later = time.compareTo(other.time);
    return later > 0 || (later == 0 && !subscribed && other.subscribed);
  }

  /// Regal's opt-in, with these five members only.
  ///
  /// @param deviceIp the address of the person's own device, null if unknown
  Json.Obj json(@Nullable String deviceIp, Warnings warnings) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("subscribed", new Json.Bool(subscribed));
    members.put("timestamp", new Json.Text(EventTime.text(time)));
    Json ip = text("ip");
    if (ip == null && deviceIp != null) {
      ip = new Json.Text(deviceIp);
    }
    if (ip == null) {
      warnings.add(WarningCode.OPTIN_WITHOUT_IP, path.key("ip"));
    }
    NullRemoval.put(members, "ip", ip);
    NullRemoval.put(members, "text", text("text"));
    NullRemoval.put(members, "source", text("source"));
    return new Json.Obj(members);
  }

  private @Nullable Json text(String name) {
    return entry.get(name) instanceof Json.Text text ? text : null;
  }
}
