package bridge.queue;

/// Names of the message attributes beside a body. All values are strings.
public final class MessageAttribute {
  /// When ingest received the event, in epoch milliseconds.
  public static final String RECEIVED_AT = "receivedAt";

  /// How the body differs from the event's own bytes: absent if equal, [#ESCAPED] or [#BASE64].
  public static final String ENCODING = "encoding";

  /// U+FFFE and U+FFFF, which SQS rejects, are JSON escapes in the body.
  public static final String ESCAPED = "escaped";

  /// The body is the event's own bytes in Base64, since they are not UTF-8.
  public static final String BASE64 = "base64";

  /// Of a dead letter: the code of its [Reason].
  public static final String REASON = "reason";

  /// Of a dead letter: Regal's HTTP status, absent if nothing was sent.
  public static final String STATUS = "status";

  /// Of a dead letter: a note for the operator, Regal's own message if there is one.
  public static final String MESSAGE = "message";

  /// Of a dead letter: when SQS first received it, in epoch milliseconds.
  public static final String FIRST_SEEN = "firstSeen";

  /// Of a dead letter: the person's message group.
  public static final String GROUP = "group";

  /// Of a dead letter and of a redriven event: its first sequence number on the events or bulk
  /// queue, absent if it was never there.
  public static final String SEQUENCE_NUMBER = "sequenceNumber";

  private MessageAttribute() {}
}
