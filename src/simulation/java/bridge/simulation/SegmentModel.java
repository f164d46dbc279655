package bridge.simulation;

import bridge.ingest.WebhookRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Segment: single events with a signature and arrays with the token; what is not answered 200 is
/// sent again for four hours, after a growing pause and in other company (delivery-facts 1).
final class SegmentModel {
  private static final Duration RETRY_PERIOD = Duration.ofHours(4);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final int RECYCLED_IN = 50;
  private static final int EQUAL_BYTES_IN = 50;
  private static final int WITHOUT_MESSAGE_ID_IN = 10;

  private final World world;
  private final Scheduler scheduler;
  private final Faults faults;
  private final EventLedger ledger;
  private final SegmentSigning signing;
  private final SplittableRandom random;
  private final Deque<IngestEnvironment> idle = new ArrayDeque<>();
  private final List<SimulatedEvent> due = new ArrayList<>();
  private final Map<Integer, Device> devices = new HashMap<>();
  private int left;
  private int inProgress;

  SegmentModel(World world, long seed) {
    this.world = world;
    this.scheduler = world.scheduler;
    this.faults = world.faults;
    this.ledger = world.ledger;
    this.signing = new SegmentSigning(world.faultSchedule, world.faults);
    this.random = new SplittableRandom(seed);
  }

  /// Sends the whole load from now on.
  void start(Load load) {
    left = load.events();
    sendNext(load);
  }

  private void sendNext(Load load) {
    if (left > 0) {
      int size = load.size(left);
      int main = load.mainPerson();
      List<SimulatedEvent> events = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        int person = main >= 0 && load.isMain() ? main : load.person();
        EventKind kind = load.kind(size == 1);
        events.add(createEvent(person, kind, load.poisonKind(kind)));
      }
      if (random.nextInt(EQUAL_BYTES_IN) == 0) {
        events.add(events.getLast()); // nobody can tell it from one sent twice
      }
      left -= size;
      send(events);
      scheduler.runAfter(load.pause(scheduler.nanoTime(), size), () -> sendNext(load));
    }
  }

  /// A new event; the caller sends it.
  SimulatedEvent createEvent(int person, EventKind kind, PoisonKind poisonKind) {
    Device device =
        kind.isBulk()
            ? devices.computeIfAbsent(-1 - person, _ -> new Device(DeviceClock.RIGHT))
            : devices.computeIfAbsent(
                2 * person + random.nextInt(2), _ -> new Device(DeviceClock.pick(random)));
    int number = ledger.events().size();
    long now = scheduler.now().toEpochMilli();
    SimulatedEvent event =
        new SimulatedEvent(
            number, person, kind, poisonKind, scheduler.nanoTime(), device.time(now, random));
    event.hasMessageId = number % WITHOUT_MESSAGE_ID_IN != 0;
    device.record(event);
    if (kind == EventKind.OPT_IN) {
      event.consent = device.consent(now, random);
    }
    boolean isBare = !event.consent.isYes() && random.nextInt(6) == 0;
    event.contacts = isBare ? NamedContacts.NONE : contacts(event);
    ledger.add(event);
    return event;
  }

  private static NamedContacts contacts(SimulatedEvent event) {
    return switch (event.kind) {
      case IDENTIFY, OPT_IN -> NamedContacts.of(event.person, event.number, event.madeAt);
      case VISITOR -> NamedContacts.ofVisitor(event.person, event.number);
      default -> NamedContacts.NONE;
    };
  }

  /// Whether all is sent and nothing waits to be sent again.
  boolean isDone() {
    return left == 0 && inProgress == 0;
  }

  /// One request; what comes of it is seen to.
  void send(List<SimulatedEvent> events) {
    inProgress += events.size();
    faults.countOperation();
    IngestEnvironment environment = takeEnvironment();
    boolean isResponseLost = faults.inject(Fault.WEBHOOK_RESPONSE_LOST);
    Attempt attempt = new Attempt(events, environment, isResponseLost);
    scheduler.start(environment, attempt::run);
    scheduler.runAfter(TIMEOUT, attempt::hangUp);
    if (faults.inject(Fault.INGEST_KILLED)) {
      long nanos = faults.random(Fault.INGEST_KILLED).nextLong(Duration.ofMillis(200).toNanos());
      scheduler.runAfter(Duration.ofNanos(nanos), attempt::kill);
    }
  }

  private IngestEnvironment takeEnvironment() {
    IngestEnvironment next = idle.pollLast();
    if (next != null && random.nextInt(RECYCLED_IN) != 0) {
      return next;
    }
    return new IngestEnvironment(world);
  }

  private void retry(List<SimulatedEvent> events) {
    for (SimulatedEvent event : events) {
      if (scheduler.nanoTime() - event.madeAt > RETRY_PERIOD.toNanos()) {
        inProgress--;
        continue;
      }
      double factor = (1L << Math.min(event.attempts - 1, 10)) * (0.5 + random.nextDouble());
      long pause = (long) (FIRST_PAUSE.toNanos() * factor);
      scheduler.runAfter(
          Duration.ofNanos(Math.min(pause, LONGEST_PAUSE.toNanos())), () -> addDue(event));
    }
  }

  private void addDue(SimulatedEvent event) {
    if (due.isEmpty()) {
      scheduler.runAfter(Duration.ofSeconds(1 + random.nextInt(20)), this::sendDue);
    }
    due.add(event);
  }

  /// Sends what is due by now, shuffled and in new batches.
  private void sendDue() {
    List<SimulatedEvent> shuffled = new ArrayList<>(due);
    due.clear();
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      SimulatedEvent moved = shuffled.get(i);
      shuffled.set(i, shuffled.get(other));
      shuffled.set(other, moved);
    }
    inProgress -= shuffled.size();
    for (int from = 0; from < shuffled.size(); ) {
      int size = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(200);
      List<SimulatedEvent> chunk = shuffled.subList(from, Math.min(from + size, shuffled.size()));
      send(List.copyOf(chunk));
      from += size;
    }
  }

  private byte[] body(List<SimulatedEvent> events, boolean isArray) {
    if (!isArray) {
      return EventText.toUtf8(events.getFirst());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write('[');
    for (SimulatedEvent event : events) {
      if (body.size() > 1) {
        body.write(',');
      }
      body.writeBytes(EventText.toUtf8(event));
    }
    body.write(']');
    return body.toByteArray();
  }

  /// One request on its way, and its one end: answered, killed or given up by Segment.
  private final class Attempt {
    private final List<SimulatedEvent> events;
    private final IngestEnvironment environment;
    private final boolean isResponseLost;
    private final long beganAt = scheduler.nanoTime();
    private boolean isOver;
    private boolean hasResponse;

    Attempt(List<SimulatedEvent> events, IngestEnvironment environment, boolean isResponseLost) {
      this.events = events;
      this.environment = environment;
      this.isResponseLost = isResponseLost;
    }

    void run() {
      boolean isArray = events.size() > 1 || events.getFirst().kind == EventKind.NOT_AN_OBJECT;
      ledger.trace().add("request", events.size());
      long began = ledger.trace().steps();
      for (int i = 0; i < events.size(); i++) {
        SimulatedEvent event = events.get(i);
        event.attempts++;
        if (event.firstBegan == 0) {
          event.firstBegan = began;
          event.firstIndex = i;
        }
      }
      byte[] body = body(events, isArray);
      WebhookRequest request =
          signing.request(body, events.getFirst(), isArray, scheduler.nanoTime());
      int status = environment.handle(request);
      hasResponse = true;
      ledger.trace().add("webhook answered", status);
      if (status == 200) {
        recordAccepted(began);
      } else if (status != 423 && status != 503) {
        world.invariants.recordViolation("a request was answered " + status);
      }
      if (scheduler.nanoTime() - beganAt > TIMEOUT.plusMillis(SimulatedPlatform.SKEW).toNanos()) {
        world.invariants.recordViolation("a request was answered after more than 5 s by any clock");
      }
      idle.addLast(environment);
      end(status == 200 && !isResponseLost);
    }

    private void recordAccepted(long began) {
      long answeredAt = ledger.trace().steps();
      for (int i = 0; i < events.size(); i++) {
        SimulatedEvent event = events.get(i);
        if (!event.isAccepted()) {
          event.acceptedBegan = began;
          event.acceptedAt = answeredAt;
          event.acceptedIndex = i;
        }
      }
    }

    void kill() {
      if (!hasResponse) {
        environment.end();
        end(false);
      }
    }

    void hangUp() {
      end(false);
    }

    /// Though it was taken, Segment may send it once more within its four hours.
    private void maybeResend(SimulatedEvent event) {
      long left = event.madeAt + RETRY_PERIOD.toNanos() - scheduler.nanoTime();
      if (left > 0 && faults.inject(Fault.RESENT)) {
        long pause = faults.random(Fault.RESENT).nextLong(left);
        scheduler.runAfter(Duration.ofNanos(pause), () -> addDue(event));
      } else {
        inProgress--;
      }
    }

    private void end(boolean isAccepted) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (isAccepted) {
        events.forEach(this::maybeResend);
      } else {
        retry(events);
      }
    }
  }
}
