package bridge.state;

/// How a consent is handled in view of the earlier ones for its contact and channel (M28).
public enum ConsentDecision {
  SENT,
  /// It is left out: nothing in it is new.
  REPEATED,
  /// An opt-out is older than an opt-in that was sent, so it is sent with its arrival.
  OVERTAKEN
}
