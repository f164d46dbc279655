package bridge.state;

import bridge.profile.Consent;
import java.util.Map;
import java.util.Set;

/// What one attempt may send of its values, reserved until the attempt ends. The methods that end
/// it never throw.
public interface Reservation {
  /// Whether another event of the same person or contact is being sent; nothing is locked then.
  boolean isBusy();

  /// Whether the table responded.
  boolean isSure();

  /// The parts that a newer event has set.
  Set<String> stale();

  /// How each consent is handled, empty if the table did not respond.
  Map<Consent, ConsentDecision> consents();

  /// Ends the attempt: Regal has the values.
  void commit();

  /// Ends the attempt: Regal does not have the values, so the old ones are restored.
  void release();

  /// Ends the attempt: the outcome is unknown, so the values are kept.
  void keep();
}
