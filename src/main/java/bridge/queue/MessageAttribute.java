package bridge.queue;

/// Names of the message attributes that travel beside a body. All values are text.
public final class MessageAttribute {
  /// When ingest received the event, in epoch milliseconds.
  public static final String RECEIVED_AT = "receivedAt";

  /// How the body differs from the event's own bytes: absent for not at all, [#ESCAPED], [#BASE64].
  public static final String ENCODING = "encoding";

  /// U+FFFE and U+FFFF, which SQS refuses, stand in the body as their JSON escapes.
  public static final String ESCAPED = "escaped";

  /// The body is the event's own bytes in Base64, since they are no UTF-8.
  public static final String BASE64 = "base64";

  /// Of a parked event: why, a code of the README's list.
  public static final String REASON = "reason";

  /// Of a parked event: the HTTP status that Regal answered, absent where it was not asked.
  public static final String STATUS = "status";

  /// Of a parked event: what an operator should know, Regal's own message where there is one.
  public static final String MESSAGE = "message";

  /// Of a parked event: when SQS first got it, in epoch milliseconds.
  public static final String FIRST_SEEN = "firstSeen";

  /// Of a parked event: the person's group on the events queue.
  public static final String GROUP = "group";

  /// Of a parked event, and of one sent back: its sequence number when it first was on the events
  /// queue, absent where it never was there.
  public static final String SEQUENCE_NUMBER = "sequenceNumber";

  private MessageAttribute() {}
}
