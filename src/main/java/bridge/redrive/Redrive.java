package bridge.redrive;

import bridge.platform.Platform;
import bridge.queue.DeadLetterQueue;
import bridge.queue.FifoQueue;
import bridge.queue.QueueUnavailableException;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.redrive.RedriveResult.Ended;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Lists what is parked, and sends chosen events back to the events queue: each person's in their
/// old order, deleted here only after SQS has confirmed them there. A run that is cut short loses
/// nothing; the next one goes on where it ended.
public final class Redrive {
  /// How long collecting may take of the time there is.
  private static final double COLLECTING = 0.5;

  /// Kept free at the end, for giving back and the answer.
  private static final Duration RESERVE = Duration.ofSeconds(12);

  private final Platform platform;
  private final DeadLetterQueue rejected;
  private final FifoQueue events;
  private final EventsDepth depth;
  private final Telemetry telemetry;

  /// How many messages the events queue holds, in flight included.
  public interface EventsDepth {
    long messages() throws QueueUnavailableException;
  }

  public Redrive(
      Platform platform,
      DeadLetterQueue rejected,
      FifoQueue events,
      EventsDepth depth,
      Telemetry telemetry) {
    this.platform = platform;
    this.rejected = rejected;
    this.events = events;
    this.depth = depth;
    this.telemetry = telemetry;
  }

  /// One run. It ends with everything either confirmed on the events queue or still parked.
  ///
  /// @param deadline when the answer must be given
  public RedriveResult run(RedriveRequest order, Instant deadline)
      throws InterruptedException, ExecutionException {
    DrainedDeadLetters drainedDeadLetters = new DrainedDeadLetters(platform, rejected);
    try {
      if (rejected.depth().inFlight() > 0) {
        return nothing(Ended.ANOTHER_RUN_IN_PROGRESS);
      }
      return run(order, deadline, drainedDeadLetters);
    } catch (QueueUnavailableException e) {
      telemetry.warn("redrive", Map.of("unavailable", String.valueOf(e.getMessage())));
      return nothing(Ended.QUEUE_UNAVAILABLE);
    } finally {
      drainedDeadLetters.giveBack(deadline.minusSeconds(2));
    }
  }

  private RedriveResult run(
      RedriveRequest order, Instant deadline, DrainedDeadLetters drainedDeadLetters)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Instant now = platform.now();
    Duration all = Duration.between(now, deadline);
    boolean isAll =
        drainedDeadLetters.takeAll(now.plusMillis((long) (all.toMillis() * COLLECTING)));
    List<DeadLetter> parked = drainedDeadLetters.parked();
    List<DeadLetter> named = parked.stream().filter(each -> isNamed(each, order, now)).toList();
    List<RedriveResult.ByReason> listed = DeadLetterSummary.of(parked, now);
    if (order.isDryRun()) {
      Ended ended = isAll ? Ended.LISTED : Ended.TOO_MANY_DEAD_LETTERS;
      return new RedriveResult(ended, listed, named.size(), 0, named.size());
    }
    if (!isAll) {
      return new RedriveResult(Ended.TOO_MANY_DEAD_LETTERS, listed, named.size(), 0, named.size());
    }
    if (rejected.depth().inFlight() > drainedDeadLetters.size()) {
      return new RedriveResult(
          Ended.ANOTHER_RUN_IN_PROGRESS, listed, named.size(), 0, named.size());
    }
    Sending sending =
        new Sending(order, deadline.minus(RESERVE), drainedDeadLetters, people(named));
    Ended ended = sending.untilItEnds();
    telemetry.add(Metric.REDRIVEN, sending.sent);
    int left = named.size() - sending.sent;
    return new RedriveResult(ended, listed, named.size(), sending.sent, left);
  }

  private static boolean isNamed(DeadLetter deadLetter, RedriveRequest order, Instant now) {
    Duration age = Duration.between(deadLetter.firstSeen(), now);
    boolean isReason =
        order.reasons().isEmpty()
            ? !deadLetter.reason().equals(Reason.PRIVACY_DELETE.code())
            : order.reasons().contains(deadLetter.reason());
    boolean isChosen =
        order.messageIds().isEmpty()
            || order.messageIds().contains(deadLetter.message().messageId());
    return isReason
        && isChosen
        && deadLetter.isWhole()
        && age.compareTo(order.youngest()) >= 0
        && age.compareTo(order.oldest()) <= 0;
  }

  /// Each person's events in sequence, the person who waits longest first.
  private static List<Deque<DeadLetter>> people(List<DeadLetter> named) {
    Map<String, List<DeadLetter>> groups = new LinkedHashMap<>();
    named.stream()
        .sorted(Comparator.comparing(DeadLetter::firstSeen))
        .forEach(each -> groups.computeIfAbsent(each.person(), _ -> new ArrayList<>()).add(each));
    List<Deque<DeadLetter>> people = new ArrayList<>();
    for (List<DeadLetter> group : groups.values()) {
      group.sort(DeadLetter.IN_SEQUENCE);
      people.add(new ArrayDeque<>(group));
    }
    return people;
  }

  private static RedriveResult nothing(Ended ended) {
    return new RedriveResult(ended, List.of(), 0, 0, 0);
  }

  /// Sends in calls that hold one event of a person each, so that no failed entry is overtaken.
  private final class Sending {
    private final RedriveRequest order;
    private final Instant until;
    private final DrainedDeadLetters drainedDeadLetters;
    private List<Deque<DeadLetter>> people;
    private int sent;
    private boolean hasFailed;

    Sending(
        RedriveRequest order,
        Instant until,
        DrainedDeadLetters drainedDeadLetters,
        List<Deque<DeadLetter>> people) {
      this.order = order;
      this.until = until;
      this.drainedDeadLetters = drainedDeadLetters;
      this.people = people;
    }

    Ended untilItEnds() throws InterruptedException, QueueUnavailableException {
      while (!people.isEmpty()) {
        if (sent >= order.limit()) {
          return Ended.LIMIT_REACHED;
        }
        if (depth.messages() > order.maxQueued()) {
          return Ended.BULK_QUEUE_FULL;
        }
        if (!platform.now().isBefore(until)) {
          return Ended.OUT_OF_TIME;
        }
        int room = Math.min(order.limit() - sent, order.perSecond());
        int size = Math.min(Math.min(room, FifoQueue.MAX_ENTRIES), people.size());
        send(people.subList(0, size));
        people = people.stream().filter(person -> !person.isEmpty()).toList();
        platform.sleep(Duration.ofNanos(size * 1_000_000_000L / order.perSecond()));
      }
      return hasFailed ? Ended.SOME_FAILED : Ended.ALL_SENT;
    }

    private void send(List<Deque<DeadLetter>> turns) {
      List<DeadLetter> heads = turns.stream().map(Deque::getFirst).toList();
      List<SendResult> results = events.send(heads.stream().map(DeadLetter::again).toList());
      List<ReceivedEvent> confirmed = new ArrayList<>();
      for (int i = 0; i < turns.size(); i++) {
        if (results.get(i) == SendResult.CONFIRMED) {
          confirmed.add(turns.get(i).removeFirst().message());
        } else {
          hasFailed = true;
          turns.get(i).clear(); // the person's later events must not go before this one
        }
      }
      sent += confirmed.size();
      if (!confirmed.isEmpty()) {
        drainedDeadLetters.delete(confirmed);
      }
    }
  }
}
