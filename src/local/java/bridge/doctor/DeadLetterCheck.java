package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// How many dead letters there are.
record DeadLetterCheck(StackClients clients, StackDescription stack) {
  private static final String NAME = "dead-letters";
  static final String REDRIVE = "Redrive or delete them: src/site/markdown/redrive.md";

  List<Finding> count() {
    String url = stack.output("DeadLetterQueueUrl");
    Map<QueueAttributeName, String> depth =
        AwsCallException.call(
            "sqs:GetQueueAttributes",
            () ->
                clients
                    .sqs()
                    .getQueueAttributes(
                        r ->
                            r.queueUrl(url)
                                .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes());
    long all = depth.values().stream().mapToLong(Long::parseLong).sum();
    return List.of(
        all == 0
            ? Finding.ok(NAME, "none")
            : Finding.warning(NAME, "%s wait.".formatted(all), REDRIVE));
  }
}
