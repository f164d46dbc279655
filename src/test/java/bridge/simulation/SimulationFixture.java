package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A world in which nothing goes wrong by chance: only the weather that a test orders, and the
/// events that it sends.
final class SimulationFixture {
  final World world;
  private final List<Long> posts = new ArrayList<>();

  SimulationFixture() {
    this.world = new World(1, 0, FaultSchedule.none(), DispatchVariant.BRIDGE, -1);
    world.regalPostLog.watch(_ -> posts.add(world.scheduler.nanoTime()));
  }

  void setOutage(Duration from, Duration to, OutageKind kind) {
    world
        .faultSchedule
        .outages()
        .setFrom(from.toNanos(), kind)
        .setFrom(to.toNanos(), OutageKind.NONE);
  }

  /// One event at that time.
  void send(Duration at, int person, PoisonKind poisonKind) {
    world.scheduler.runAt(
        at.toNanos(),
        () ->
            world.segment.send(
                List.of(world.segment.createEvent(person, EventKind.TRACK, poisonKind))));
  }

  /// An array of one person's events at that time.
  void sendArray(Duration at, int person, int size) {
    sendArray(at, size, _ -> person, EventKind.TRACK);
  }

  /// An array of so many people's events, of each one, at that time.
  void sendCrowd(Duration at, int size) {
    sendArray(at, size, _ -> world.ledger.events().size(), EventKind.TRACK);
  }

  private void sendArray(Duration at, int size, IntUnaryOperator person, EventKind kind) {
    world.scheduler.runAt(
        at.toNanos(),
        () ->
            world.segment.send(
                IntStream.range(0, size)
                    .map(person)
                    .mapToObj(each -> world.segment.createEvent(each, kind, PoisonKind.NONE))
                    .toList()));
  }

  /// An event every so often, from so many people in turn.
  void sendTraffic(Duration from, Duration to, Duration every, int people) {
    int number = 0;
    for (long at = from.toNanos(); at < to.toNanos(); at += every.toNanos()) {
      send(Duration.ofNanos(at), number++ % people, PoisonKind.NONE);
    }
  }

  /// Engage's events of so many members, of each one, in arrays of a thousand from that time on.
  void sendAudience(Duration from, int members) {
    for (int sent = 0; sent < members; sent += 1_000) {
      int first = 100_000 + sent;
      Duration at = from.plusMillis(100L * sent / 1_000);
      sendArray(at, Math.min(1_000, members - sent), i -> first + i, EventKind.ENGAGE_AUDIENCE);
    }
  }

  /// An event of the usual kinds every so often; one in ten comes again within the hour.
  void sendMixture(Duration from, Duration to, Duration every, int people) {
    Load load = new Load(1, people * 20, Duration.ofHours(1));
    SplittableRandom random = new SplittableRandom(1);
    for (long at = from.toNanos(); at < to.toNanos(); at += every.toNanos()) {
      world.scheduler.runAt(
          at,
          () -> {
            SimulatedEvent event =
                world.segment.createEvent(load.person(), load.kind(true), PoisonKind.NONE);
            world.segment.send(List.of(event));
            if (random.nextInt(10) == 0) {
              Duration pause = Duration.ofMinutes(6 + random.nextInt(50));
              world.scheduler.runAfter(pause, () -> world.segment.send(List.of(event)));
            }
          });
    }
  }

  /// Runs everything due until then.
  void runUntil(Duration end) {
    world.scheduler.runAt(end.toNanos(), world.scheduler::stop);
    world.scheduler.run();
  }

  /// How many POSTs began within these times.
  long postsWithin(Duration from, Duration to) {
    return posts.stream().filter(at -> at >= from.toNanos() && at < to.toNanos()).count();
  }

  /// When the first POST began after that time.
  Duration firstPostAfter(Duration time) {
    return Duration.ofNanos(
        posts.stream().mapToLong(at -> at).filter(at -> at >= time.toNanos()).min().orElseThrow());
  }

  List<SimulatedEvent> eventsOf(int person) {
    return world.ledger.events().stream().filter(event -> event.person == person).toList();
  }

  Stream<SimulatedEvent> events() {
    return world.ledger.events().stream();
  }

  /// What was not kept, and how many messages wait.
  List<String> violations() {
    return report().world().invariants.examples();
  }

  RunReport report() {
    return RunReport.of(
        new RunConfig(1, 0, 0, Duration.ZERO, DispatchVariant.BRIDGE, -1), world, 1);
  }
}
