package bridge.simulation;

/// Why Regal processed an event once more.
enum DuplicateCause {
  /// The answer of the time before left open whether it was processed.
  OUTCOME_UNKNOWN,
  /// Regal answered that it was not processed, and it was.
  REFUSED_AND_PROCESSED,
  /// The function ended between the POST and its own answer.
  FUNCTION_DIED,
  /// The message's visibility ran out while it was in flight.
  VISIBILITY_RAN_OUT,
  /// Two messages of the event were under way at once.
  TWO_MESSAGES,
  /// AWS invoked the function twice with the same batch, and the table did not take a claim of it.
  INVOKED_TWICE,
  /// Lambda's deletion of the message did not reach SQS, so that its visibility ran out.
  DELETION_LOST,
  /// Segment sent it again after SQS's five minutes.
  SEGMENT_RESENT,
  /// It was dead-lettered by a call or function that died before the confirmation, and later
  /// redriven.
  DEAD_LETTER_UNCONFIRMED,
  /// Redrive sent it, died before deleting the dead letter, and sent it again after SQS's five
  /// minutes.
  REDRIVE_CUT_SHORT,
  /// The table did not respond, or its response was lost, before this POST.
  TABLE_UNAVAILABLE_BEFORE,
  /// The same after the POST of the time before: it could not be remembered.
  TABLE_UNAVAILABLE_AFTER,
  /// The person was to be deleted meanwhile, and what was remembered with them.
  PERSON_ERASED,
  /// None of these: a fault of the bridge.
  UNEXPLAINED
}
