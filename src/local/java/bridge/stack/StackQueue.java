package bridge.stack;

import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// How many messages one queue holds, by SQS's own approximate count.
///
/// @param visible to be received
/// @param inFlight received and not deleted yet
public record StackQueue(long visible, long inFlight) {
  public static StackQueue read(StackClients clients, String url) {
    Map<QueueAttributeName, String> counts =
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
    return new StackQueue(
        count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static long count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
    return Long.parseLong(counts.getOrDefault(name, "0"));
  }

  public long all() {
    return visible + inFlight;
  }
}
