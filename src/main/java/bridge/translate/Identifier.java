package bridge.translate;

import bridge.json.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One phone or e-mail of an event, with its label, isPrimary and opt-ins. If the event names it
/// twice, the first label and the first isPrimary are kept.
final class Identifier {
  private @Nullable Json label;
  private @Nullable Json isPrimary;
  private final Map<ConsentChannel, OptIn> optIns = new EnumMap<>(ConsentChannel.class);

  void setLabel(Json text) {
    label = label == null ? text : label;
  }

  void setPrimary(Json bool) {
    isPrimary = isPrimary == null ? bool : isPrimary;
  }

  void addConsent(OptIn optIn) {
    OptIn known = optIns.get(optIn.channel());
    if (known == null || optIn.overrules(known)) {
      optIns.put(optIn.channel(), optIn);
    }
  }

  Json.Obj json(@Nullable String deviceIp, Warnings warnings) {
    Map<String, Json> members = new LinkedHashMap<>();
    NullRemoval.put(members, "label", label);
    NullRemoval.put(members, "isPrimary", isPrimary);
    optIns.forEach(
        (channel, optIn) -> members.put(channel.member(), optIn.json(deviceIp, warnings)));
    return new Json.Obj(members);
  }
}
