package bridge.command;

import java.io.IOException;
import java.io.Serial;

/// A file of events that cannot be read on. The message names file, line and column, and quotes
/// nothing of the file.
final class UnreadableFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;
  private final int status;

  /// @param status what the webhook responds to such a body, 0 where nothing more can be read
  UnreadableFileException(String message, int status) {
    super(message);
    this.status = status;
  }

  /// What the webhook responds to such a body, 0 where nothing more can be read.
  int status() {
    return status;
  }
}
