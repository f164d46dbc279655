package bridge.translate;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One phone or e-mail of an event, with its label, isPrimary and consents. If the event names it
/// twice, the first label stands and isPrimary true wins.
final class Identifier {
  private final String key;
  private final @Nullable JsonPath trait;
  private @Nullable Json label;
  private @Nullable Boolean isPrimary;
  private final Map<ConsentChannel, List<OptIn>> optIns = new EnumMap<>(ConsentChannel.class);

  /// @param key as Regal gets it
  /// @param trait where it was sent, null if the event did not send it
  Identifier(String key, @Nullable JsonPath trait) {
    this.key = key;
    this.trait = trait;
  }

  @Nullable JsonPath trait() {
    return trait;
  }

  String key() {
    return key;
  }

  void setLabel(Json text) {
    label = label == null ? text : label;
  }

  void setPrimary(boolean bool) {
    isPrimary = bool || Boolean.TRUE.equals(isPrimary);
  }

  boolean isPrimary() {
    return Boolean.TRUE.equals(isPrimary);
  }

  void addConsent(OptIn optIn) {
    optIns.computeIfAbsent(optIn.channel(), _ -> new ArrayList<>()).add(optIn);
  }

  /// The consents that leave, one for each channel.
  List<OptIn> consents() {
    return optIns.values().stream().map(OptIn::decisive).toList();
  }

  boolean hasConsent(boolean subscribed) {
    return consents().stream().anyMatch(optIn -> optIn.subscribed() == subscribed);
  }

  Json.Obj json(TranslationContext context) {
    Map<String, Json> members = new LinkedHashMap<>();
    NullRemoval.put(members, "label", label);
    NullRemoval.put(members, "isPrimary", isPrimary == null ? null : new Json.Bool(isPrimary));
    consents().forEach(optIn -> members.put(optIn.channel().member(), optIn.json(context)));
    return new Json.Obj(members);
  }
}
