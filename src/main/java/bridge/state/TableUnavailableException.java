package bridge.state;

import java.io.Serial;

/// The table did not do what it was asked, or nothing is known of it. The message names only the
/// kind of the error.
public sealed class TableUnavailableException extends Exception permits RowRejectedException {
  @Serial private static final long serialVersionUID = 1;

  public TableUnavailableException(String message) {
    super(message);
  }
}
