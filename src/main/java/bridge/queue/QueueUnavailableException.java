package bridge.queue;

import java.io.Serial;

/// SQS did not answer. The message names the error's kind alone.
public final class QueueUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public QueueUnavailableException(String message) {
    super(message);
  }
}
