package bridge.state;

import java.io.Serial;

/// The table did not answer, or not in time. The message names the error's kind alone.
public final class TableUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public TableUnavailableException(String message) {
    super(message);
  }
}
