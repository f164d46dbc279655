package bridge.state;

import bridge.profile.Consent;
import bridge.profile.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What one event changes of a profile.
///
/// @param event the same for every message that carries the event
/// @param time when the event happened, at most its arrival
/// @param arrival when the bridge received it
/// @param isProfile whether it is a profile update, whose identifiers Regal knows afterwards
/// @param parts names of the values that a newer event may have set, such as traits
/// @param filledIn those of the parts that never replace a given value
public record ProfileUpdate(
    Identity who,
    String event,
    Instant time,
    Instant arrival,
    boolean isProfile,
    Set<String> parts,
    Set<String> filledIn,
    List<Consent> consents) {
  public ProfileUpdate {
    parts = Set.copyOf(parts);
    filledIn = Set.copyOf(filledIn);
    consents = List.copyOf(consents);
  }

  /// Whether it changes nothing that the state table keeps.
  boolean isNothing() {
    return who.isNobody() || (parts.isEmpty() && consents.isEmpty() && hasOneIdentifierOnly());
  }

  private boolean hasOneIdentifierOnly() {
    return !isProfile && Partitions.of(who).size() == 1;
  }
}
