package bridge.state;

import java.io.Serial;

/// The table did not respond in time. The message names only the kind of the error.
public final class TableUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public TableUnavailableException(String message) {
    super(message);
  }
}
