package bridge.simulation;

import java.util.List;

/// One request of Segment's. Steps are places in the course of the run.
final class WebhookDelivery {
  final List<SimulatedEvent> facts;
  final long began;

  /// When it was answered 200, 0 while it was not.
  long accepted;

  WebhookDelivery(List<SimulatedEvent> facts, long began) {
    this.facts = List.copyOf(facts);
    this.began = began;
  }
}
