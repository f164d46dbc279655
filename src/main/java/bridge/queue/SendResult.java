package bridge.queue;

/// What became of one entry of a SendMessageBatch.
public enum SendResult {
  /// SQS has it, now or from an earlier try.
  CONFIRMED,
  /// SQS may or may not have it; the same dedup id may be sent again.
  FAILED,
  /// SQS will never take it as it is (SenderFault: its characters, its size).
  REFUSED
}
