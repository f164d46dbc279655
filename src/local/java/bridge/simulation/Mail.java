package bridge.simulation;

import java.util.List;

/// One request of Segment's. Steps are places in the course of the run.
final class Mail {
  final List<Fact> facts;
  final long began;

  /// When it was answered 200, 0 while it was not.
  long accepted;

  Mail(List<Fact> facts, long began) {
    this.facts = List.copyOf(facts);
    this.began = began;
  }
}
