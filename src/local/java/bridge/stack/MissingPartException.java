package bridge.stack;

import java.io.Serial;

/// There is no such stack, or it lacks an output or a resource of this version's template; the
/// message names it.
public final class MissingPartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;
  private final String advice;

  private MissingPartException(String sentence, String advice) {
    super(sentence);
    this.sentence = sentence;
    this.advice = advice;
  }

  /// @param part as `output WebhookUrl`
  static MissingPartException of(String part) {
    return new MissingPartException(
        "The stack has no " + part + ".",
        "Is it this bridge? If so, deploy the version that you have checked out.");
  }

  static MissingPartException of(StackAddress address) {
    return new MissingPartException(
        "There is no stack " + address + ".", "Check -Dstack and -Dregion, or deploy it.");
  }

  /// What is wrong; the message.
  public String sentence() {
    return sentence;
  }

  /// What the operator should do.
  public String advice() {
    return advice;
  }
}
