package bridge.emulator;

import java.io.Serial;

/// A command cannot start as it was called; the message says what to do.
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }
}
