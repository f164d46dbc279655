package bridge.doctor;

import bridge.json.Json;
import bridge.stack.AwsCallException;
import bridge.stack.AwsProblem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One line of a check-up.
///
/// @param check what was looked at, in words joined by hyphens
/// @param message what is so; never personal data, never a secret
/// @param advice what to do; empty where nothing is to be done
public record Finding(String check, Severity severity, String message, String advice) {
  /// How bad it is: a failure makes the command end with 1.
  public enum Severity {
    OK,
    WARNING,
    FAILURE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String message) {
    return new Finding(check, Severity.OK, message, "");
  }

  static Finding warning(String check, String message, String advice) {
    return new Finding(check, Severity.WARNING, message, advice);
  }

  static Finding failure(String check, String message, String advice) {
    return new Finding(check, Severity.FAILURE, message, advice);
  }

  /// What could not be read. A missing right and an emulator's gap are lasting and are no fault of
  /// the stack.
  static Finding unread(String check, AwsCallException failure) {
    boolean isLasting =
        failure.problem() == AwsProblem.NOT_ALLOWED || failure.problem() == AwsProblem.UNSUPPORTED;
    return new Finding(
        check,
        isLasting ? Severity.WARNING : Severity.FAILURE,
        failure.sentence(),
        failure.advice());
  }

  Json json() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("check", new Json.Text(check));
    members.put("status", new Json.Text(severity.toString()));
    members.put("message", new Json.Text(message));
    members.put("advice", new Json.Text(advice));
    return new Json.Obj(members);
  }

  @Override
  public String toString() {
    return "%-8s %-24s %s"
        .formatted(severity, check, advice.isEmpty() ? message : message + " " + advice);
  }
}
