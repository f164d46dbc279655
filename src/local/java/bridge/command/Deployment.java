package bridge.command;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// A running bridge: its webhook, secrets and log lines.
interface Deployment {
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
