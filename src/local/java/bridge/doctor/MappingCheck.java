package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackResources;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.ScalingConfig;

/// Whether a queue is delivered as the parameters say.
///
/// @param name of its findings
/// @param mapping the event source mapping in the template
/// @param resume the output that holds the command to resume
/// @param concurrency what the template sets for it
record MappingCheck(String name, String mapping, String resume, int concurrency) {
  List<Finding> examine(StackClients clients, StackDescription stack, StackResources resources) {
    String id = resources.physicalId(mapping);
    GetEventSourceMappingResponse actual =
        AwsCallException.call(
            "lambda:GetEventSourceMapping",
            () -> clients.lambda().getEventSourceMapping(r -> r.uuid(id)));
    List<Finding> findings = new ArrayList<>();
    findings.add(state(String.valueOf(actual.state()), stack.parameter("DispatchEnabled")));
    if (!actual.functionResponseTypesAsStrings().contains("ReportBatchItemFailures")) {
      findings.add(
          Finding.failure(
              name,
              "SQS deletes events that were not delivered: ReportBatchItemFailures is off.",
              "Stop delivery, then deploy the stack again."));
    }
    ScalingConfig scaling = actual.scalingConfig();
    Integer most = scaling == null ? null : scaling.maximumConcurrency();
    if (most == null || most != concurrency) {
      findings.add(
          Finding.failure(
              name,
              "Up to %s environments deliver, and the rate limit is set for %s."
                  .formatted(most == null ? "all" : most, concurrency),
              "It was changed by hand: set MaximumConcurrency to %s again."
                  .formatted(concurrency)));
    }
    return findings;
  }

  private Finding state(String state, String isWanted) {
    boolean isStopped = !state.equals("Enabled") && !state.equals("Enabling");
    if (isWanted.equals("false")) {
      return isStopped
          ? Finding.warning(
              name, "Delivery is stopped, as DispatchEnabled says.", "Deploy it as true to resume.")
          : Finding.failure(
              name,
              "Delivery runs, though DispatchEnabled is false.",
              "It was resumed by hand: deploy DispatchEnabled as it shall be.");
    }
    return isStopped
        ? Finding.failure(
            name,
            "Delivery is stopped by hand (%s), though DispatchEnabled is true.".formatted(state),
            "Run the command in the output " + resume + ".")
        : Finding.ok(name, "delivery runs, in up to %s environments".formatted(concurrency));
  }
}
