package bridge.ingest;

import java.io.Serial;

/// A body that is neither an event nor an array of events: 400, or 413 for too many of them. The
/// advice is for the sender and quotes nothing of the body.
public final class PayloadException extends Exception {
  @Serial private static final long serialVersionUID = 1;
  private final int status;
  private final String advice;

  PayloadException(int status, String advice) {
    super(advice);
    this.status = status;
    this.advice = advice;
  }

  /// What is wrong, and what to do.
  public String advice() {
    return advice;
  }

  public int status() {
    return status;
  }
}
