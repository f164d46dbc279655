package bridge.simulation;

import bridge.ingest.Ingest;
import bridge.ingest.WebhookRequest;
import bridge.ingest.WebhookResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Segment: single events with a signature and arrays with the token; what is not answered 200 is
/// sent again for four hours, after a growing pause and in other company (delivery-facts 1).
final class SegmentModel {
  /// The ingest function of one environment.
  static final class Door extends SimulatedEnvironment {
    private final CheckingTelemetry told;
    private final Ingest ingest;
    private int overtaken;

    Door(int number, CheckingTelemetry told, Function<Door, Ingest> ingest) {
      super(number);
      this.told = told;
      this.ingest = ingest.apply(this);
    }

    /// SQS confirmed a later event of a person and not this one.
    void overtaken() {
      overtaken++;
    }
  }

  private static final Duration TRIES_FOR = Duration.ofHours(4);
  private static final Duration HANGS_UP = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final int RECYCLED_IN = 50;

  private final Scheduler scheduler;
  private final Faults faults;
  private final EventLedger eventLedger;
  private final Invariants invariants;
  private final SegmentSigning segmentSigning;
  private final Function<Integer, Door> doors;
  private final SplittableRandom random;
  private final Deque<Door> idle = new ArrayDeque<>();
  private final List<SimulatedEvent> due = new ArrayList<>();
  private final Map<Integer, ConsentDecision> decisions = new HashMap<>();
  private int environments;
  private int left;
  private int underWay;

  SegmentModel(
      Scheduler scheduler,
      Faults faults,
      EventLedger eventLedger,
      Invariants invariants,
      SegmentSigning segmentSigning,
      Function<Integer, Door> doors,
      long seed) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.eventLedger = eventLedger;
    this.invariants = invariants;
    this.segmentSigning = segmentSigning;
    this.doors = doors;
    this.random = new SplittableRandom(seed);
  }

  /// Sends the whole load from now on.
  void start(Load load) {
    left = load.events();
    next(load);
  }

  private void next(Load load) {
    if (left > 0) {
      int size = load.size(left);
      int main = load.mainPerson();
      List<SimulatedEvent> facts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        int person = main >= 0 && load.isMain() ? main : load.person();
        EventKind eventKind = load.kind(size == 1);
        facts.add(fact(person, eventKind, load.sickness(eventKind)));
      }
      left -= size;
      send(facts);
      scheduler.after(load.pause(scheduler.nanoTime(), size), () -> next(load));
    }
  }

  /// A new event; the caller sends it.
  SimulatedEvent fact(int person, EventKind eventKind, PoisonKind poisonKind) {
    long time = eventLedger.nextTime(scheduler.now());
    ConsentDecision consentDecision =
        decisions.getOrDefault(person, new ConsentDecision(true, time));
    if (eventKind == EventKind.OPT_IN && random.nextInt(3) == 0) {
      consentDecision = new ConsentDecision(random.nextBoolean(), time);
    }
    decisions.put(person, consentDecision); // Segment caches it and sends it again
    SimulatedEvent simulatedEvent =
        new SimulatedEvent(
            eventLedger.facts().size(),
            person,
            eventKind,
            poisonKind,
            scheduler.nanoTime(),
            time,
            consentDecision);
    eventLedger.made(simulatedEvent);
    return simulatedEvent;
  }

  /// Whether all is sent and nothing waits to be sent again.
  boolean isDone() {
    return left == 0 && underWay == 0;
  }

  /// One request; what comes of it is seen to.
  void send(List<SimulatedEvent> facts) {
    underWay += facts.size();
    faults.operation();
    Door door = door();
    boolean isLost = faults.strikes(Fault.WEBHOOK_ANSWER_LOST);
    Attempt attempt = new Attempt(facts, door, isLost);
    scheduler.start(door, attempt::run);
    scheduler.after(HANGS_UP, attempt::hangUp);
    if (faults.strikes(Fault.INGEST_KILLED)) {
      long nanos = faults.of(Fault.INGEST_KILLED).nextLong(Duration.ofMillis(200).toNanos());
      scheduler.after(Duration.ofNanos(nanos), attempt::kill);
    }
  }

  private Door door() {
    Door next = idle.pollLast();
    if (next != null && random.nextInt(RECYCLED_IN) != 0) {
      return next;
    }
    return doors.apply(environments++);
  }

  private void again(List<SimulatedEvent> facts) {
    for (SimulatedEvent simulatedEvent : facts) {
      boolean isOver = scheduler.nanoTime() - simulatedEvent.madeAt > TRIES_FOR.toNanos();
      if (isOver) {
        underWay--;
        continue;
      }
      double factor =
          (1L << Math.min(simulatedEvent.attempts - 1, 10)) * (0.5 + random.nextDouble());
      long pause = (long) (FIRST_PAUSE.toNanos() * factor);
      scheduler.after(
          Duration.ofNanos(Math.min(pause, LONGEST_PAUSE.toNanos())), () -> isDue(simulatedEvent));
    }
  }

  private void isDue(SimulatedEvent simulatedEvent) {
    if (due.isEmpty()) {
      scheduler.after(Duration.ofSeconds(1 + random.nextInt(20)), this::sendDue);
    }
    due.add(simulatedEvent);
  }

  /// What is due by now, shuffled and cut anew.
  private void sendDue() {
    List<SimulatedEvent> shuffled = new ArrayList<>(due);
    due.clear();
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      SimulatedEvent moved = shuffled.get(i);
      shuffled.set(i, shuffled.get(other));
      shuffled.set(other, moved);
    }
    underWay -= shuffled.size();
    for (int from = 0; from < shuffled.size(); ) {
      int size = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(200);
      List<SimulatedEvent> company = shuffled.subList(from, Math.min(from + size, shuffled.size()));
      send(List.copyOf(company));
      from += size;
    }
  }

  private byte[] body(List<SimulatedEvent> facts, boolean isArray) {
    if (!isArray) {
      return EventText.of(facts.getFirst());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write('[');
    for (SimulatedEvent simulatedEvent : facts) {
      if (body.size() > 1) {
        body.write(',');
      }
      body.writeBytes(EventText.of(simulatedEvent));
    }
    body.write(']');
    return body.toByteArray();
  }

  /// One request on its way, and its one end: answered, killed or given up by Segment.
  private final class Attempt {
    private final List<SimulatedEvent> facts;
    private final Door door;
    private final boolean isAnswerLost;
    private final long beganAt = scheduler.nanoTime();
    private boolean isOver;
    private boolean isAnswered;

    Attempt(List<SimulatedEvent> facts, Door door, boolean isAnswerLost) {
      this.facts = facts;
      this.door = door;
      this.isAnswerLost = isAnswerLost;
    }

    void run() {
      boolean isArray = facts.size() > 1 || facts.getFirst().eventKind == EventKind.NO_OBJECT;
      eventLedger.trace().add("request", facts.size());
      WebhookDelivery webhookDelivery = new WebhookDelivery(facts, eventLedger.trace().steps());
      for (int i = 0; i < facts.size(); i++) {
        SimulatedEvent simulatedEvent = facts.get(i);
        simulatedEvent.attempts++;
        if (simulatedEvent.first == null) {
          simulatedEvent.first = webhookDelivery;
          simulatedEvent.firstIndex = i;
        }
      }
      byte[] body = body(facts, isArray);
      WebhookRequest request =
          segmentSigning.request(body, facts.getFirst(), isArray, scheduler.nanoTime());
      int unsureBefore = door.told.orderUnsure();
      int overtakenBefore = door.overtaken;
      int status = status(request);
      isAnswered = true;
      if ((door.told.orderUnsure() > unsureBefore) != (door.overtaken > overtakenBefore)) {
        invariants.broken("ingest did not tell right whether it kept the order");
      }
      eventLedger.trace().add("webhook answered", status);
      if (status == 200) {
        accepted(webhookDelivery);
      } else if (status != 423 && status != 503) {
        invariants.broken("a request was answered " + status);
      }
      if (scheduler.nanoTime() - beganAt > HANGS_UP.toNanos()) {
        invariants.broken("a request was answered after more than 5 s");
      }
      idle.addLast(door);
      end(status == 200 && !isAnswerLost);
    }

    private int status(WebhookRequest request) {
      try {
        WebhookResponse webhookResponse = door.ingest.answer(request);
        return webhookResponse.status();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void accepted(WebhookDelivery webhookDelivery) {
      webhookDelivery.accepted = eventLedger.trace().steps();
      for (int i = 0; i < facts.size(); i++) {
        SimulatedEvent simulatedEvent = facts.get(i);
        if (simulatedEvent.accepted == null) {
          simulatedEvent.accepted = webhookDelivery;
          simulatedEvent.acceptedIndex = i;
        }
      }
    }

    void kill() {
      if (!isAnswered) {
        door.end();
        end(false);
      }
    }

    void hangUp() {
      end(false);
    }

    /// Though it was taken, Segment may send it once more within its four hours.
    private void perhapsAgain(SimulatedEvent simulatedEvent) {
      long left = simulatedEvent.madeAt + TRIES_FOR.toNanos() - scheduler.nanoTime();
      if (left > 0 && faults.strikes(Fault.SENT_AGAIN)) {
        long pause = faults.of(Fault.SENT_AGAIN).nextLong(left);
        scheduler.after(Duration.ofNanos(pause), () -> isDue(simulatedEvent));
      } else {
        underWay--;
      }
    }

    private void end(boolean isTaken) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (isTaken) {
        facts.forEach(this::perhapsAgain);
      } else {
        again(facts);
      }
    }
  }
}
