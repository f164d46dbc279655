package bridge.simulation;

import java.util.List;

/// One request of Segment's. Steps are places in the course of the run.
final class WebhookDelivery {
  final List<SimulatedEvent> events;
  final long began;

  /// When it was answered 200, 0 while it was not.
  long accepted;

  WebhookDelivery(List<SimulatedEvent> events, long began) {
    this.events = List.copyOf(events);
    this.began = began;
  }
}
