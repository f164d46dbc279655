package bridge.secret;

import java.io.Serial;

/// The store did not give the secret. The message names the error's kind, never a value.
public final class SecretUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public SecretUnavailableException(String message) {
    super(message);
  }
}
