package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import java.util.SplittableRandom;

/// One queue of events and what drains it: environments of its own, at a pace of its own.
final class SimulatedQueueConsumer {
  final SqsModel queue;
  final DispatchSettings settings;
  final RateCheck rateCheck;
  final EventSourceModel source;

  SimulatedQueueConsumer(
      World world, SqsModel queue, DispatchSettings settings, SplittableRandom seeds) {
    this.queue = queue;
    this.settings = settings;
    this.rateCheck = new RateCheck(world.scheduler, world.rateCheck);
    DispatchEnvironments dispatchEnvironments =
        new DispatchEnvironments(world, this, seeds.nextLong());
    this.source =
        new EventSourceModel(
            world.scheduler,
            queue,
            world.faults,
            world.ledger,
            rateCheck,
            dispatchEnvironments::next,
            settings.maxConcurrency(),
            seeds.nextLong());
    queue.setListener(source);
  }
}
