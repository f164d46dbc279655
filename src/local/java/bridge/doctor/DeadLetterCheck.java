package bridge.doctor;

import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackQueue;
import java.util.List;

/// How many dead letters there are.
record DeadLetterCheck(StackClients clients, StackDescription stack) {
  private static final String NAME = "dead-letters";
  static final String REDRIVE = "Redrive or delete them: src/site/markdown/redrive.md";

  List<Finding> count() {
    long all = StackQueue.read(clients, stack.output("DeadLetterQueueUrl")).all();
    return List.of(
        all == 0
            ? Finding.ok(NAME, "none")
            : Finding.warning(NAME, "%s wait.".formatted(all), REDRIVE));
  }
}
