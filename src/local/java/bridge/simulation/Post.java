package bridge.simulation;

import bridge.regal.Delivery;
import org.jspecify.annotations.Nullable;

/// One POST to Regal.
final class Post {
  final Invocation invocation;

  /// What the client was told, null where it was told nothing.
  @Nullable Delivery answer;

  Post(Invocation invocation) {
    this.invocation = invocation;
  }
}
