package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import java.util.SplittableRandom;

/// One queue of events and what drains it: environments of its own, at a pace of its own.
final class Lane {
  final SqsModel queue;
  final DispatchSettings settings;
  final PaceCheck pace;
  final EventSourceModel source;

  Lane(World world, SqsModel queue, DispatchSettings settings, SplittableRandom seeds) {
    this.queue = queue;
    this.settings = settings;
    this.pace = new PaceCheck(world.scheduler, world.pace);
    Workers workers = new Workers(world, this, seeds.nextLong());
    this.source =
        new EventSourceModel(
            world.scheduler,
            queue,
            world.faults,
            world.ledger,
            pace,
            workers::next,
            settings.maxConcurrency(),
            seeds.nextLong());
    queue.watch(source);
  }
}
