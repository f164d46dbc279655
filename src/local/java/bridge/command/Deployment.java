package bridge.command;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// A running bridge: its webhook, secrets and log lines.
interface Deployment {
  /// The stack that `-Dstack=` names, else the local bridge.
  static Deployment ofOptions() throws IOException, InterruptedException {
    String stack = CommandOption.of("stack");
    if (stack == null) {
      LocalBridgeSetup local = LocalBridgeSetup.ofOptions();
      String here = "http://127.0.0.1:" + local.port() + "/segment";
      String url = CommandOption.url("url", here);
      return new LocalDeployment(
          URI.create(url == null ? here : url), local.secret(), local.token());
    }
    System.err.println("Reading the outputs of " + stack + " by the aws command.");
    return new StackDeployment(new AwsCommand(CommandOption.of("region", "us-east-1")), stack);
  }

  URI webhook();

  /// What Segment signs with.
  String secret();

  /// What Segment sends as `X-Bridge-Token`.
  String token();

  /// The dispatch functions' log lines about this person since this began.
  ///
  /// @param group the person's group, a hash
  List<String> lines(String group) throws IOException, InterruptedException;
}
