package bridge.queue;

/// The result of one entry of a SendMessageBatch.
public enum SendResult {
  /// SQS has it, from this or an earlier call.
  CONFIRMED,
  /// SQS may or may not have it; it can be sent again with the same deduplication id.
  FAILED,
  /// SQS never accepts it as it is (SenderFault: characters or size).
  REFUSED
}
