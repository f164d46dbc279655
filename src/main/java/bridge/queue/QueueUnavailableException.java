package bridge.queue;

import java.io.Serial;

/// SQS did not respond. The message names only the kind of the error.
public final class QueueUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public QueueUnavailableException(String message) {
    super(message);
  }
}
