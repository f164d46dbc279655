package bridge.replay;

import bridge.machine.Machine;
import bridge.queue.FifoQueue;
import bridge.queue.ParkedQueue;
import bridge.queue.QueueUnavailableException;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.queue.Sent;
import bridge.replay.ReplayResult.Ended;
import bridge.report.Metric;
import bridge.report.Report;
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
public final class Replay {
  /// How long collecting may take of the time there is.
  private static final double COLLECTING = 0.5;

  /// Kept free at the end, for giving back and the answer.
  private static final Duration RESERVE = Duration.ofSeconds(12);

  private final Machine machine;
  private final ParkedQueue rejected;
  private final FifoQueue events;
  private final EventsDepth depth;
  private final Report report;

  /// How many messages the events queue holds, in flight included.
  public interface EventsDepth {
    long messages() throws QueueUnavailableException;
  }

  public Replay(
      Machine machine, ParkedQueue rejected, FifoQueue events, EventsDepth depth, Report report) {
    this.machine = machine;
    this.rejected = rejected;
    this.events = events;
    this.depth = depth;
    this.report = report;
  }

  /// One run. It ends with everything either confirmed on the events queue or still parked.
  ///
  /// @param deadline when the answer must be given
  public ReplayResult run(ReplayOrder order, Instant deadline)
      throws InterruptedException, ExecutionException {
    Collected collected = new Collected(machine, rejected);
    try {
      if (rejected.depth().inFlight() > 0) {
        return nothing(Ended.ANOTHER_RUN_IS_ON);
      }
      return run(order, deadline, collected);
    } catch (QueueUnavailableException e) {
      report.warn("replay", Map.of("unavailable", String.valueOf(e.getMessage())));
      return nothing(Ended.QUEUE_UNAVAILABLE);
    } finally {
      collected.giveBack(deadline.minusSeconds(2));
    }
  }

  private ReplayResult run(ReplayOrder order, Instant deadline, Collected collected)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Instant now = machine.now();
    Duration all = Duration.between(now, deadline);
    boolean isAll = collected.takeAll(now.plusMillis((long) (all.toMillis() * COLLECTING)));
    List<Parked> parked = collected.parked();
    List<Parked> named = parked.stream().filter(each -> isNamed(each, order, now)).toList();
    List<ReplayResult.ByReason> listed = Listing.of(parked, now);
    if (order.isDryRun()) {
      Ended ended = isAll ? Ended.LISTED : Ended.TOO_MANY_PARKED;
      return new ReplayResult(ended, listed, named.size(), 0, named.size());
    }
    if (!isAll) {
      return new ReplayResult(Ended.TOO_MANY_PARKED, listed, named.size(), 0, named.size());
    }
    if (rejected.depth().inFlight() > collected.size()) {
      return new ReplayResult(Ended.ANOTHER_RUN_IS_ON, listed, named.size(), 0, named.size());
    }
    Sending sending = new Sending(order, deadline.minus(RESERVE), collected, people(named));
    Ended ended = sending.untilItEnds();
    report.add(Metric.REPLAYED, sending.sent);
    int left = named.size() - sending.sent;
    return new ReplayResult(ended, listed, named.size(), sending.sent, left);
  }

  private static boolean isNamed(Parked parked, ReplayOrder order, Instant now) {
    Duration age = Duration.between(parked.firstSeen(), now);
    boolean isReason =
        order.reasons().isEmpty()
            ? !parked.reason().equals(Reason.PRIVACY_DELETE.code())
            : order.reasons().contains(parked.reason());
    boolean isChosen =
        order.messageIds().isEmpty() || order.messageIds().contains(parked.message().messageId());
    return isReason
        && isChosen
        && parked.isWhole()
        && age.compareTo(order.youngest()) >= 0
        && age.compareTo(order.oldest()) <= 0;
  }

  /// Each person's events in sequence, the person who waits longest first.
  private static List<Deque<Parked>> people(List<Parked> named) {
    Map<String, List<Parked>> groups = new LinkedHashMap<>();
    named.stream()
        .sorted(Comparator.comparing(Parked::firstSeen))
        .forEach(each -> groups.computeIfAbsent(each.person(), _ -> new ArrayList<>()).add(each));
    List<Deque<Parked>> people = new ArrayList<>();
    for (List<Parked> group : groups.values()) {
      group.sort(Parked.IN_SEQUENCE);
      people.add(new ArrayDeque<>(group));
    }
    return people;
  }

  private static ReplayResult nothing(Ended ended) {
    return new ReplayResult(ended, List.of(), 0, 0, 0);
  }

  /// Sends in calls that hold one event of a person each, so that no failed entry is overtaken.
  private final class Sending {
    private final ReplayOrder order;
    private final Instant until;
    private final Collected collected;
    private List<Deque<Parked>> people;
    private int sent;
    private boolean hasFailed;

    Sending(ReplayOrder order, Instant until, Collected collected, List<Deque<Parked>> people) {
      this.order = order;
      this.until = until;
      this.collected = collected;
      this.people = people;
    }

    Ended untilItEnds() throws InterruptedException, QueueUnavailableException {
      while (!people.isEmpty()) {
        if (sent >= order.limit()) {
          return Ended.LIMIT_REACHED;
        }
        if (depth.messages() > order.maxQueued()) {
          return Ended.EVENTS_QUEUE_FULL;
        }
        if (!machine.now().isBefore(until)) {
          return Ended.OUT_OF_TIME;
        }
        int room = Math.min(order.limit() - sent, order.perSecond());
        int size = Math.min(Math.min(room, FifoQueue.MAX_ENTRIES), people.size());
        send(people.subList(0, size));
        people = people.stream().filter(person -> !person.isEmpty()).toList();
        machine.sleep(Duration.ofNanos(size * 1_000_000_000L / order.perSecond()));
      }
      return hasFailed ? Ended.SOME_FAILED : Ended.ALL_SENT;
    }

    private void send(List<Deque<Parked>> turns) {
      List<Parked> heads = turns.stream().map(Deque::getFirst).toList();
      List<Sent> results = events.send(heads.stream().map(Parked::again).toList());
      List<ReceivedEvent> confirmed = new ArrayList<>();
      for (int i = 0; i < turns.size(); i++) {
        if (results.get(i) == Sent.CONFIRMED) {
          confirmed.add(turns.get(i).removeFirst().message());
        } else {
          hasFailed = true;
          turns.get(i).clear(); // the person's later events must not go before this one
        }
      }
      sent += confirmed.size();
      if (!confirmed.isEmpty()) {
        collected.delete(confirmed);
      }
    }
  }
}
