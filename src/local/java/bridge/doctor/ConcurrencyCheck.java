package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.AccountLimit;

/// Whether the account may run as many functions at once as the stack needs.
///
/// @param dispatchers `DispatcherMaxConcurrency`
record ConcurrencyCheck(StackClients clients, int dispatchers) {
  /// The parameter's default in template.yaml.
  static final int DEFAULT_DISPATCHERS = 10;

  /// What the template sets for the bulk queue.
  static final int BULK_DISPATCHERS = 2;

  private static final String NAME = "concurrency";

  private static final int OTHERS = 20; // ingest, redrive and the account's other functions
  private static final int FEWEST_DISPATCHERS = 2;

  List<Finding> examine() {
    AccountLimit limit =
        AwsCallException.call(
            "lambda:GetAccountSettings",
            () -> clients.lambda().getAccountSettings().accountLimit());
    int free = limit.unreservedConcurrentExecutions();
    int needed = dispatchers + BULK_DISPATCHERS + OTHERS;
    String numbers =
        "The account runs %s functions at once, %s of them unreserved; the stack needs %s."
            .formatted(limit.concurrentExecutions(), free, needed);
    if (needed <= free) {
      return List.of(Finding.ok(NAME, numbers));
    }
    int fitting = free - BULK_DISPATCHERS - OTHERS;
    return List.of(
        Finding.failure(
            NAME,
            numbers,
            fitting < FEWEST_DISPATCHERS
                ? "Request the quota L-B99A9384 of Lambda."
                : "Deploy DispatcherMaxConcurrency=%s, or request the quota L-B99A9384 of Lambda."
                    .formatted(fitting)));
  }
}
