package bridge.translate;

import bridge.json.Json;
import bridge.segment.EventTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A yes or a no to one channel at one time, complete by M16; bound to nothing yet.
///
/// @param entry as it was sent; only ip, text and source are still read from it
/// @param path where it was sent
record OptIn(
    ConsentChannel channel, boolean subscribed, Instant time, Json.Obj entry, JsonPath path) {

  /// The later one holds; at the same time the no does.
  boolean overrules(OptIn other) {
    int later = time.compareTo(other.time);
    return later > 0 || (later == 0 && !subscribed && other.subscribed);
  }

  /// Regal's opt-in, of these five members and nothing else.
  ///
  /// @param deviceIp the person's own address, or null where it is not known
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
