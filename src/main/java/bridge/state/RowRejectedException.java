package bridge.state;

import java.io.Serial;

/// The table responds and does not take a row: it is over 400 KB, or its key is too long.
public final class RowRejectedException extends TableUnavailableException {
  @Serial private static final long serialVersionUID = 1;

  public RowRejectedException(String message) {
    super(message);
  }
}
