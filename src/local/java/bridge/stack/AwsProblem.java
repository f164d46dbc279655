package bridge.stack;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Why a call to AWS failed, as far as an operator can do something about it.
public enum AwsProblem {
  NO_CREDENTIALS(
      "No AWS credentials were found.",
      "Sign in with the AWS CLI, or name a profile with -Dprofile=. If the profile signs in through"
          + " IAM Identity Center, run this first and omit -Dprofile: eval \"$(aws configure"
          + " export-credentials --profile NAME --format env)\""),
  EXPIRED_CREDENTIALS("The AWS credentials have expired.", "Sign in again."),
  UNKNOWN_CREDENTIALS(
      "AWS rejects the credentials.",
      "Check the profile, the environment's AWS_ variables and this machine's clock."),
  NOT_ALLOWED(
      "You may not call %s.",
      "Add %s to your policy; src/site/markdown/operations.md has the whole one."),
  THROTTLED("AWS limits the rate of %s.", "Run the command again in a minute."),
  TIMED_OUT("%s took too long.", "Run the command again; if it lasts, look at AWS's health page."),
  UNREACHABLE("%s could not be reached.", "Check the network, a proxy, and -Daws.endpoint."),
  UNSUPPORTED("The emulator has no %s.", "Use one that has it; AWS has it."),
  FAILED("%s failed.", "Run the command again; if it lasts, look at AWS's health page.");

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
  private static final Set<String> UNKNOWN =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "IncompleteSignature",
          "MissingAuthenticationToken");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "AuthorizationErrorException");
  private static final Set<String> ABSENT =
      Set.of("InvalidAction", "UnknownAction", "UnknownOperationException", "NotImplemented");
  private static final Pattern CODE = Pattern.compile("[A-Za-z.]{1,80}");
  private static final int NOT_FOUND = 404;
  private static final int NOT_IMPLEMENTED = 501;

  private final String message;
  private final String advice;

  AwsProblem(String message, String advice) {
    this.message = message;
    this.advice = advice;
  }

  static AwsProblem of(SdkException failure) {
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException
        || failure.getCause() instanceof SocketTimeoutException) {
      return TIMED_OUT;
    }
    if (!(failure instanceof AwsServiceException answer)) {
      return failure.getCause() instanceof IOException ? UNREACHABLE : FAILED;
    }
    if (answer.isThrottlingException()) {
      return THROTTLED;
    }
    String code = code(answer);
    if (code != null && EXPIRED.contains(code)) {
      return EXPIRED_CREDENTIALS;
    }
    if (code != null && UNKNOWN.contains(code)) {
      return UNKNOWN_CREDENTIALS;
    }
    if (code != null && DENIED.contains(code)) {
      return NOT_ALLOWED;
    }
    boolean isAbsent =
        code == null
            ? answer.statusCode() == NOT_FOUND // AWS itself always sends a code
            : answer.statusCode() == NOT_IMPLEMENTED || ABSENT.contains(code);
    return isAbsent ? UNSUPPORTED : FAILED;
  }

  /// AWS's code of an error, null where the answer has none; its message is never used, since it
  /// may quote what was sent.
  static @Nullable String code(SdkException failure) {
    String code =
        failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
            ? answer.awsErrorDetails().errorCode()
            : null;
    return code != null && CODE.matcher(code).matches() ? code : null;
  }

  /// Whether no other call can succeed either.
  public boolean isAboutCredentials() {
    return this == NO_CREDENTIALS || this == EXPIRED_CREDENTIALS || this == UNKNOWN_CREDENTIALS;
  }

  /// @param code AWS's, which says more where this says little
  String message(String action, @Nullable String code) {
    String sentence = message.formatted(action);
    return this == FAILED && code != null
        ? sentence.substring(0, sentence.length() - 1) + " (" + code + ")."
        : sentence;
  }

  String advice(String action) {
    return advice.formatted(action);
  }
}
