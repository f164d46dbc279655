package bridge.simulation;

import bridge.regal.Delivery;
import bridge.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Regal's events API: what it answers to whom, and whether it processed the event.
final class RegalModel {
  /// One answer to one POST.
  ///
  /// @param isProcessed whether Regal has the event, whatever it says
  /// @param lateness how long after the POST began it processes the event
  record Reply(Delivery delivery, boolean isProcessed, Duration lateness, Duration latency) {
    Reply(Delivery delivery, boolean isProcessed, Duration latency) {
      this(delivery, isProcessed, Duration.ZERO, latency);
    }
  }

  private static final List<Fault> RANDOM_FAULTS =
      List.of(
          Fault.REGAL_503,
          Fault.REGAL_503_PROCESSED,
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

  private final Scheduler scheduler;
  private final Faults faults;
  private final FaultSchedule faultSchedule;
  private final RateCheck rateCheck;
  private final SplittableRandom random;
  private int quickest = 20;
  private int slowest = 180;

  RegalModel(Scheduler scheduler, Faults faults, FaultSchedule faultSchedule, long seed) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.faultSchedule = faultSchedule;
    this.rateCheck = new RateCheck(scheduler);
    this.random = new SplittableRandom(seed);
  }

  Reply reply(SimulatedEvent event, Secret key) {
    faults.countOperation();
    long now = scheduler.nanoTime();
    OutageKind outage = faultSchedule.outages().valueAt(now);
    if (!key.value().equals(faultSchedule.regalKey().inUse().valueAt(now))) {
      faults.count(Fault.KEY_REVOKED);
      return status(401);
    }
    if (rateCheck.recordStart() > PER_SECOND) {
      return status(429);
    }
    if (outage != OutageKind.NONE) {
      faults.count(Fault.OUTAGE);
      return outageReply(event, outage);
    }
    if (event.poisonKind != PoisonKind.NONE && !hasRecovered(event)) {
      faults.count(Fault.POISON_EVENT);
      return poisonReply(event);
    }
    for (Fault fault : RANDOM_FAULTS) {
      if (faults.inject(fault)) {
        return randomReply(event, fault);
      }
    }
    if (faults.inject(Fault.SLOW_RESPONSE)) {
      return accepted(1_000 + random.nextInt(8_500));
    }
    return accepted(quickest + random.nextInt(slowest - quickest));
  }

  /// How many milliseconds it takes where nothing goes wrong.
  void setLatency(int quickest, int slowest) {
    this.quickest = quickest;
    this.slowest = slowest;
  }

  private boolean hasRecovered(SimulatedEvent event) {
    return event.poisonKind == PoisonKind.FOR_AN_HOUR
        && scheduler.nanoTime() - event.madeAt > Duration.ofHours(1).toNanos();
  }

  private Reply outageReply(SimulatedEvent event, OutageKind outage) {
    return switch (outage) {
      case OUTAGE_503 -> status(503);
      case FAST_500 -> unknown(500, 2);
      case TIME_OUTS -> timeout();
      case NO_CONNECTION -> unavailable("connection_refused");
      case TOO_FAST_429 -> status(429);
      case CONTRACT_400 -> rejected(event, 400);
      case FORBIDDEN_403 -> status(403);
      case MOVED_404 -> status(404);
      case SLOW -> accepted(2_000 + random.nextInt(7_000));
      case EVERYTHING -> anyReply(event);
      case NONE -> accepted(50);
    };
  }

  /// A row of the outcome table by chance.
  private Reply anyReply(SimulatedEvent event) {
    return switch (random.nextInt(12)) {
      case 0 -> status(503);
      case 1 -> unknown(500, 20);
      case 2 -> unknown(504, 5_000);
      case 3 -> timeout();
      case 4 -> status(429);
      case 5 -> status(403);
      case 6 -> status(404);
      case 7 -> status(302);
      case 8 -> unavailable("dns");
      case 9 -> status(418);
      case 10 -> rejected(event, 422);
      default -> accepted(30);
    };
  }

  private Reply poisonReply(SimulatedEvent event) {
    return switch (event.poisonKind) {
      case ALWAYS_400 -> rejected(event, 400);
      case ALWAYS_422 -> rejected(event, 422);
      case ALWAYS_403 -> recordOwnFailure(event, status(403));
      case ALWAYS_500, FOR_AN_HOUR -> recordOwnFailure(event, unknown(500, 50));
      case ALWAYS_503 -> recordOwnFailure(event, status(503));
      case ALWAYS_401 -> recordOwnFailure(event, status(401));
      case ALWAYS_404 -> recordOwnFailure(event, status(404));
      case ALWAYS_TIMES_OUT -> recordOwnFailure(event, timeout());
      case NONE -> accepted(50);
    };
  }

  private Reply randomReply(SimulatedEvent event, Fault fault) {
    Reply reply =
        switch (fault) {
          case REGAL_503 -> status(503);
          case REGAL_503_PROCESSED -> new Reply(Delivery.of(503, ""), true, millis(30));
          case REGAL_500 -> unknown(500, 30);
          case REGAL_408 -> unknown(408, 3_000);
          case REGAL_429 -> status(429);
          case REGAL_401 -> status(401);
          case REGAL_403 -> status(403);
          case REGAL_404 -> status(404);
          case CONNECTION_REFUSED -> unavailable("connection_refused");
          case CONNECTION_RESET -> new Reply(new Delivery.Unknown("reset"), maybe(), millis(40));
          default -> timeout();
        };
    return recordOwnFailure(event, reply);
  }

  /// A failure of this event alone, as far as anybody can see.
  private Reply recordOwnFailure(SimulatedEvent event, Reply reply) {
    long calmSince = faultSchedule.outages().changedAt(scheduler.nanoTime());
    if (event.calmSince != calmSince) {
      event.calmSince = calmSince;
      event.ownFailures = 0;
    }
    event.ownFailures++;
    return reply;
  }

  private Reply accepted(int millis) {
    return new Reply(Delivery.of(200, ""), true, millis(millis));
  }

  private Reply status(int status) {
    return new Reply(Delivery.of(status, ""), false, millis(10 + random.nextInt(40)));
  }

  private Reply rejected(SimulatedEvent event, int status) {
    event.wasRejected = true;
    return new Reply(Delivery.of(status, "is not valid"), false, millis(30));
  }

  private Reply unknown(int status, int millis) {
    return new Reply(Delivery.of(status, ""), maybe(), millis(millis));
  }

  private Reply timeout() {
    return new Reply(
        new Delivery.Unknown("read_timeout"),
        maybe(),
        millis(random.nextInt(60_000)),
        Duration.ofSeconds(10));
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
