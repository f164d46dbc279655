package bridge.simulation;

import java.util.HashSet;
import java.util.Set;

/// Bounds the events that are dead-lettered as `rejected` while Regal accepts none: twenty, or as
/// many as it takes until ten people are concerned. Of one environment, or of all that the state
/// table responded to.
final class RejectionCheck {
  private static final int REJECTIONS = 20;
  private static final int PEOPLE = 10;

  private final Invariants invariants;
  private final String scope;
  private final Set<SqsGroup> people = new HashSet<>();
  private int rejections;
  private int most;

  RejectionCheck(Invariants invariants, String scope) {
    this.invariants = invariants;
    this.scope = scope;
  }

  void record(SqsMessage message, String outcome, String reason) {
    if (outcome.equals("delivered")) {
      recordAccepted();
    } else if (outcome.equals("dead_lettered") && reason.equals("rejected")) {
      invariants.check(
          rejections < REJECTIONS || people.size() < PEOPLE,
          "message %s is rejection %s in a row in %s, and dead-lettered"
              .formatted(message.id, rejections + 1, scope));
      rejections++;
      people.add(message.group);
      most = Math.max(most, rejections);
    }
  }

  void recordAccepted() {
    rejections = 0;
    people.clear();
  }

  /// The most in a row.
  int most() {
    return most;
  }
}
