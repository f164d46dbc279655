package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.stack.AwsCallException;
import bridge.stack.CallerIdentity;
import bridge.stack.MissingPartException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Changes a stack only after a line about it is in the audit file, and adds a line with the
/// outcome.
record AuditedAction(StackAddress address, StackClients clients, AuditLog audit) {
  /// A stack whose name has such a part is changed without asking for its name.
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)(^|.*-)(dev|test|staging)[0-9]*(-.*|$)");

  /// Whether an action on the stack must come with its name, typed by the operator.
  static boolean needsName(String stack) {
    return !HARMLESS.matcher(stack).matches();
  }

  /// IllegalArgumentException where the name is needed and is another.
  void confirm(String typed) {
    if (needsName(address.name()) && !typed.equals(address.name())) {
      throw new IllegalArgumentException("Type the stack's name, " + address.name() + ".");
    }
  }

  /// Adds the ids of SQS that an action finds out on its way.
  interface Notes {
    /// Whether they are written; if not, what is about them must not happen.
    boolean write(List<String> messageIds);
  }

  /// As [#run(String, Json.Obj, Function, String)], of work that adds no notes.
  JsonBuilder run(String action, Json.Obj details, Supplier<Json.Obj> work, String outcome) {
    return run(action, details, _ -> work.get(), outcome);
  }

  /// Runs the action between its two lines.
  ///
  /// @param details what the action is about: reasons and ids of SQS
  /// @param work returns what the page shows
  /// @param outcome the member of the work's result that says how it ended
  JsonBuilder run(String action, Json.Obj details, Function<Notes, Json.Obj> work, String outcome) {
    CallerIdentity caller = CallerIdentity.read(clients);
    String id = UUID.randomUUID().toString();
    JsonBuilder begun =
        line(id)
            .put("account", caller.account())
            .put("caller", caller.role())
            .put("region", address.region())
            .put("stack", address.name())
            .put("action", action)
            .put("details", details);
    try {
      audit.append(begun.json());
    } catch (IOException _) {
      return new JsonBuilder()
          .put("problem", "The audit file cannot be written, so nothing was done.")
          .put("advice", "Make %s writable for you alone.".formatted(audit.file()));
    }
    try {
      Json.Obj result =
          work.apply(
              ids -> write(line(id).put("messageIds", ids.stream().map(Json.Text::new).toList())));
      return result(
          result,
          writeOutcome(id, result.get(result.get("problem") == null ? outcome : "problem")));
    } catch (AwsCallException e) {
      writeOutcome(id, new Json.Text(e.sentence()));
      throw e;
    } catch (MissingPartException e) {
      writeOutcome(id, new Json.Text(e.sentence()));
      throw e;
    }
  }

  /// Whether it is written.
  private boolean writeOutcome(String id, @Nullable Json outcome) {
    return write(line(id).put("outcome", outcome));
  }

  private static JsonBuilder line(String id) {
    return new JsonBuilder().put("id", id).put("at", Instant.now().toString());
  }

  private boolean write(JsonBuilder line) {
    try {
      audit.append(line.json());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static JsonBuilder result(Json.Obj result, boolean isWritten) {
    JsonBuilder json = new JsonBuilder();
    result.members().forEach(json::put);
    return json.flag("isOutcomeUnwritten", !isWritten);
  }
}
