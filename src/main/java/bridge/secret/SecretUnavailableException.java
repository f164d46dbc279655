package bridge.secret;

import java.io.Serial;

/// The secret could not be read. The message names the kind of the error, never a value.
public final class SecretUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public SecretUnavailableException(String message) {
    super(message);
  }
}
