package bridge.simulation;

/// Why Regal processed an event once more.
enum Cause {
  /// The answer of the time before left open whether it was processed.
  OUTCOME_UNKNOWN,
  /// The function ended between the POST and its own answer.
  FUNCTION_DIED,
  /// The message's visibility ran out while it was in flight.
  VISIBILITY_RAN_OUT,
  /// Lambda's deletion of the message did not reach SQS, so that its visibility ran out.
  DELETION_LOST,
  /// Segment sent it again after SQS's five minutes.
  SEGMENT_REPEATED,
  /// It was parked by a call or function that did not live to know it, and later sent back.
  PARKED_UNSURE,
  /// Replay sent it back, did not live to delete it from the parked, and sent it again after SQS's
  /// five minutes.
  REPLAY_CUT_SHORT,
  /// None of these: a fault of the bridge.
  UNEXPLAINED
}
