package bridge.command;

import java.io.Serial;

/// `@send` cannot go on. The message is a sentence for its user and quotes no event.
final class SendStoppedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  SendStoppedException(String message) {
    super(message);
  }
}
