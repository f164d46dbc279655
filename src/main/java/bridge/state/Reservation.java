package bridge.state;

import bridge.profile.Consent;
import java.util.Map;
import java.util.Set;

/// What one attempt may send of its values, reserved until the attempt ends: everything, unless a
/// method says otherwise. The methods that end it never throw.
public interface Reservation {
  /// Nothing is checked, and nothing is locked.
  Reservation EVERYTHING = new Reservation() {};

  /// Whether another event of the same person or contact is being sent; nothing is locked then.
  default boolean isBusy() {
    return false;
  }

  /// Whether the table responded.
  default boolean isSure() {
    return true;
  }

  /// The parts that a newer event has set.
  default Set<String> stale() {
    return Set.of();
  }

  /// How each consent is handled, empty if the table did not respond.
  default Map<Consent, ConsentDecision> consents() {
    return Map.of();
  }

  /// Ends the attempt: Regal has the values.
  default void commit() {}

  /// Ends the attempt: Regal does not have the values, so the old ones are restored.
  default void release() {}

  /// Ends the attempt: the outcome is unknown, so the values are kept.
  default void keep() {}
}
