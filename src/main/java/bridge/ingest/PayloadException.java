package bridge.ingest;

import java.io.Serial;

/// A body that is neither an event nor an array of events: 400, or 413 for too many of them. The
/// advice is for the sender and quotes nothing of the body.
public final class PayloadException extends Exception {
  @Serial private static final long serialVersionUID = 1;
  private final int status;
  private final String advice;
  private final int offset;

  PayloadException(int status, String advice) {
    this(status, advice, 0);
  }

  /// @param offset of the byte of the body where reading ended
  PayloadException(int status, String advice, int offset) {
    super(advice);
    this.status = status;
    this.advice = advice;
    this.offset = offset;
  }

  /// What is wrong, and what to do.
  public String advice() {
    return advice;
  }

  public int status() {
    return status;
  }

  /// The byte of the body where reading ended, 0 if that is not known.
  public int offset() {
    return offset;
  }
}
