package bridge.command;

import bridge.emulator.LocalSecrets;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.stack.StackEmulator;
import bridge.stack.StackState;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The stack that `.ci/console` shows: the bridge of this process behind an emulator of AWS's APIs.
/// Queues are real ones of the SQS emulator, log lines are those that the functions write, and an
/// invocation of redrive runs its class. Prints where both listen.
final class EmulatedStack {
  private static final int VISIBILITY_SECONDS = 360;
  private static final List<String> ALARMED = List.of("EventsMayBeLostAlarm", "DeadLettersAlarm");

  /// The bridge's secrets by the output that names them.
  private static final Map<String, String> SECRETS =
      Map.of("SegmentSecretName", LocalSecrets.SIGNATURE, "SegmentTokenName", LocalSecrets.TOKEN);

  private EmulatedStack() {}

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          StackEmulator aws = new StackEmulator();
          FunctionOutput.install(_ -> {}, line -> aws.state.addLogLine(functionOf(line), line));
          LocalBridgeSetup setup = LocalBridgeSetup.atAnyPort();
          LocalBridge bridge = new LocalBridge(setup, _ -> {});
          put(setup, bridge, aws.state);
          System.out.printf("bridge http://127.0.0.1:%d%nstack %s%n", bridge.port(), aws.url());
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
  }

  private static void put(LocalBridgeSetup setup, LocalBridge bridge, StackState state) {
    Map<String, String> env = new HashMap<>(bridge.sqs().env());
    env.put("BULK_QUEUE_URL", bridge.sqs().queue(LocalBridge.BULK, VISIBILITY_SECONDS));
    env.put("DEAD_LETTER_QUEUE_URL", bridge.deadLettersUrl());
    state.sqs = URI.create(String.valueOf(env.get("AWS_ENDPOINT_URL_SQS")));
    state.outputs.put("EventsQueueUrl", bridge.sqs().queue(LocalBridge.EVENTS, VISIBILITY_SECONDS));
    state.outputs.put("BulkQueueUrl", env.get("BULK_QUEUE_URL"));
    state.outputs.put("DeadLetterQueueUrl", bridge.deadLettersUrl());
    state.dynamoDb = URI.create(bridge.tableUrl());
    state.outputs.put("WebhookUrl", "http://127.0.0.1:" + bridge.port() + "/segment");
    state.setSecret("SegmentSecretName", "{\"current\":\"" + setup.secret() + "\"}");
    state.setSecret("SegmentTokenName", "{\"current\":\"" + setup.token() + "\"}");
    state.onRotation =
        (output, stored) -> bridge.secrets().put(String.valueOf(SECRETS.get(output)), stored);
    ALARMED.forEach(alarm -> state.alarmStates.put(alarm, "ALARM"));
    state.setRedrive(env);
  }

  /// As `dispatch`; one class is both dispatch functions here.
  private static String functionOf(String line) {
    try {
      return new JsonReader(10).read(line) instanceof Json.Obj fields
              && fields.get("function_name") instanceof Json.Text(String name)
          ? name
          : "";
    } catch (JsonException _) {
      return "";
    }
  }
}
