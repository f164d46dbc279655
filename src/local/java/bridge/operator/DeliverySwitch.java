package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.stack.AwsCallException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackResources;
import java.util.Map;

/// Stops and resumes delivery of the events queue and of the bulk queue.
record DeliverySwitch(StackAddress address, StackClients clients) {
  /// The event source mappings in the template, by queue.
  private static final Map<String, String> MAPPINGS =
      Map.of("events", "DispatchFunctionQueue", "bulk", "BulkDispatchFunctionQueue");

  /// The state of both, in Lambda's words: `Enabled`, `Disabling` and so on.
  JsonBuilder states() {
    StackDescription stack = StackDescription.require(clients, address);
    return new JsonBuilder()
        .put("events", state("events"))
        .put("bulk", state("bulk"))
        .put("deployed", stack.parameter("DispatchEnabled"));
  }

  /// IllegalArgumentException where the queue is neither events nor bulk.
  static void check(String queue) {
    if (!MAPPINGS.containsKey(queue)) {
      throw new IllegalArgumentException("There is no such queue.");
    }
  }

  /// Returns the state that is read back.
  Json.Obj turn(String queue, boolean isOn) {
    String id = id(queue);
    AwsCallException.call(
        "lambda:UpdateEventSourceMapping",
        () -> clients.lambda().updateEventSourceMapping(r -> r.uuid(id).enabled(isOn)));
    return new JsonBuilder().put("state", state(queue)).json();
  }

  private Json state(String queue) {
    String id = id(queue);
    return new Json.Text(
        String.valueOf(
            AwsCallException.call(
                    "lambda:GetEventSourceMapping",
                    () -> clients.lambda().getEventSourceMapping(r -> r.uuid(id)))
                .state()));
  }

  private String id(String queue) {
    check(queue);
    return StackResources.read(clients, address.name())
        .physicalId(String.valueOf(MAPPINGS.get(queue)));
  }
}
