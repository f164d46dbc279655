package bridge.stack;

import java.io.Serial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// A call to AWS failed. The message is one sentence and holds nothing that AWS answered.
public final class AwsCallException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final AwsProblem problem;
  private final String action;
  private final @Nullable String code;

  AwsCallException(String action, AwsProblem problem, @Nullable String code) {
    super(problem.message(action, code));
    this.problem = problem;
    this.action = action;
    this.code = code;
  }

  /// Makes one call.
  ///
  /// @param action the right that it needs, as `sqs:GetQueueAttributes`
  public static <T> T call(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new AwsCallException(action, AwsProblem.of(e), AwsProblem.code(e));
    }
  }

  public AwsProblem problem() {
    return problem;
  }

  /// What is wrong; the message.
  public String sentence() {
    return problem.message(action, code);
  }

  /// What the operator should do.
  public String advice() {
    return problem.advice(action);
  }

  /// AWS's code of the error, where it sent one.
  public @Nullable String code() {
    return code;
  }
}
