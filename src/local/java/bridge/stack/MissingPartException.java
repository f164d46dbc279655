package bridge.stack;

import java.io.Serial;

/// The stack lacks an output or a resource of this version's template; the message names it.
public final class MissingPartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String part;

  MissingPartException(String part) {
    super("The stack has no " + part + ".");
    this.part = part;
  }

  /// What is wrong; the message.
  public String sentence() {
    return "The stack has no " + part + ".";
  }
}
