package bridge.simulation;

import bridge.regal.Delivery;
import bridge.secret.Secret;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/// Regal's events API: what it answers to whom, and whether it processed the event.
final class RegalModel {
  /// One answer to one POST.
  ///
  /// @param isProcessed whether Regal has the event now, whatever it says
  record Reply(Delivery delivery, boolean isProcessed, Duration after) {}

  private static final List<Fault> AT_RANDOM =
      List.of(
          Fault.REGAL_503,
          Fault.REGAL_500,
          Fault.REGAL_408,
          Fault.REGAL_429,
          Fault.REGAL_401,
          Fault.REGAL_403,
          Fault.REGAL_404,
          Fault.CONNECTION_REFUSED,
          Fault.CONNECTION_RESET,
          Fault.READ_TIMEOUT);

  private static final int PER_SECOND = 300;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Deque<Long> begun = new ArrayDeque<>();
  private final Scheduler scheduler;
  private final Faults faults;
  private final OutageSchedule outageSchedule;
  private final ApiKeyTimeline keys;
  private final SplittableRandom random;
  private int quickest = 20;
  private int slowest = 180;

  RegalModel(
      Scheduler scheduler,
      Faults faults,
      OutageSchedule outageSchedule,
      ApiKeyTimeline keys,
      long seed) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.outageSchedule = outageSchedule;
    this.keys = keys;
    this.random = new SplittableRandom(seed);
  }

  Reply reply(SimulatedEvent simulatedEvent, Secret key) {
    faults.operation();
    OutageSchedule.Storm storm = outageSchedule.at(scheduler.nanoTime());
    if (!keys.isValid(key.value(), scheduler.nanoTime())) {
      faults.count(Fault.KEY_REVOKED);
      return status(401);
    }
    if (isOverLimit()) {
      return status(429);
    }
    if (storm != null) {
      faults.count(Fault.STORM);
      return inStorm(simulatedEvent, storm);
    }
    if (simulatedEvent.poisonKind != PoisonKind.NONE && !isWellAgain(simulatedEvent)) {
      faults.count(Fault.SICK_EVENT);
      return sick(simulatedEvent);
    }
    for (Fault fault : AT_RANDOM) {
      if (faults.strikes(fault)) {
        return atRandom(simulatedEvent, fault);
      }
    }
    if (faults.strikes(Fault.SLOW_ANSWER)) {
      return accepted(1_000 + random.nextInt(8_500));
    }
    return accepted(quickest + random.nextInt(slowest - quickest));
  }

  /// How many milliseconds it takes where nothing goes wrong.
  void answersWithin(int quickest, int slowest) {
    this.quickest = quickest;
    this.slowest = slowest;
  }

  private boolean isOverLimit() {
    long now = scheduler.nanoTime();
    begun.addLast(now);
    while (begun.getFirst() <= now - SECOND) {
      begun.removeFirst();
    }
    return begun.size() > PER_SECOND;
  }

  private boolean isWellAgain(SimulatedEvent simulatedEvent) {
    return simulatedEvent.poisonKind == PoisonKind.FOR_AN_HOUR
        && scheduler.nanoTime() - simulatedEvent.madeAt > Duration.ofHours(1).toNanos();
  }

  private Reply inStorm(SimulatedEvent simulatedEvent, OutageSchedule.Storm storm) {
    return switch (storm) {
      case OUTAGE_503 -> status(503);
      case FAST_500 -> unknown(500, 2);
      case TIME_OUTS -> timesOut();
      case NO_CONNECTION -> unavailable("connection_refused");
      case TOO_FAST_429 -> status(429);
      case CONTRACT_400 -> refused(simulatedEvent, 400);
      case FORBIDDEN_403 -> status(403);
      case MOVED_404 -> status(404);
      case SLOW -> accepted(2_000 + random.nextInt(7_000));
      case EVERYTHING -> anything(simulatedEvent);
    };
  }

  /// A row of the outcome table by chance.
  private Reply anything(SimulatedEvent simulatedEvent) {
    return switch (random.nextInt(12)) {
      case 0 -> status(503);
      case 1 -> unknown(500, 20);
      case 2 -> unknown(504, 5_000);
      case 3 -> timesOut();
      case 4 -> status(429);
      case 5 -> status(403);
      case 6 -> status(404);
      case 7 -> status(302);
      case 8 -> unavailable("dns");
      case 9 -> status(418);
      case 10 -> refused(simulatedEvent, 422);
      default -> accepted(30);
    };
  }

  private Reply sick(SimulatedEvent simulatedEvent) {
    return switch (simulatedEvent.poisonKind) {
      case ALWAYS_400 -> refused(simulatedEvent, 400);
      case ALWAYS_422 -> refused(simulatedEvent, 422);
      case ALWAYS_403 -> own(simulatedEvent, status(403));
      case ALWAYS_500, FOR_AN_HOUR -> own(simulatedEvent, unknown(500, 50));
      case ALWAYS_503 -> own(simulatedEvent, status(503));
      case ALWAYS_401 -> own(simulatedEvent, status(401));
      case ALWAYS_404 -> own(simulatedEvent, status(404));
      case ALWAYS_TIMES_OUT -> own(simulatedEvent, timesOut());
      case NONE -> accepted(50);
    };
  }

  private Reply atRandom(SimulatedEvent simulatedEvent, Fault fault) {
    Reply reply =
        switch (fault) {
          case REGAL_503 -> status(503);
          case REGAL_500 -> unknown(500, 30);
          case REGAL_408 -> unknown(408, 3_000);
          case REGAL_429 -> status(429);
          case REGAL_401 -> status(401);
          case REGAL_403 -> status(403);
          case REGAL_404 -> status(404);
          case CONNECTION_REFUSED -> unavailable("connection_refused");
          case CONNECTION_RESET -> new Reply(new Delivery.Unknown("reset"), maybe(), millis(40));
          default -> timesOut();
        };
    return own(simulatedEvent, reply);
  }

  /// A failure of this event alone, as far as anybody can see.
  private Reply own(SimulatedEvent simulatedEvent, Reply reply) {
    if (simulatedEvent.stormsBefore != outageSchedule.passed()) {
      simulatedEvent.stormsBefore = outageSchedule.passed();
      simulatedEvent.ownFailures = 0;
    }
    simulatedEvent.ownFailures++;
    return reply;
  }

  private Reply accepted(int millis) {
    return new Reply(Delivery.of(200, ""), true, millis(millis));
  }

  private Reply status(int status) {
    return new Reply(Delivery.of(status, ""), false, millis(10 + random.nextInt(40)));
  }

  private Reply refused(SimulatedEvent simulatedEvent, int status) {
    simulatedEvent.wasRefused = true;
    return new Reply(Delivery.of(status, "is not valid"), false, millis(30));
  }

  private Reply unknown(int status, int millis) {
    return new Reply(Delivery.of(status, ""), maybe(), millis(millis));
  }

  private Reply timesOut() {
    return new Reply(new Delivery.Unknown("read_timeout"), maybe(), Duration.ofSeconds(10));
  }

  private Reply unavailable(String reason) {
    return new Reply(new Delivery.Unavailable(reason), false, millis(5));
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
