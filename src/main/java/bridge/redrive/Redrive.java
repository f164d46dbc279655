package bridge.redrive;

import bridge.platform.Platform;
import bridge.queue.DeadLetterQueue;
import bridge.queue.FifoQueue;
import bridge.queue.QueueDepth;
import bridge.queue.QueueUnavailableException;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.redrive.RedriveResult.Ended;
import bridge.state.RedriveLock;
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

/// Lists the dead letters and sends selected ones to the bulk queue, each person's in their
/// original order. A dead letter is deleted only after SQS has confirmed it there. A run takes what
/// time, memory and SQS's limit of messages in flight allow, about the oldest first; the next one
/// continues. A run that is cut short loses nothing.
public final class Redrive {
  /// The share of the time in which dead letters are received.
  private static final double RECEIVING = 0.5;

  /// Reserved at the end to return messages and respond.
  private static final Duration RESERVE = Duration.ofSeconds(12);

  /// For how long messages stay invisible after the deadline of a run that died.
  private static final Duration HIDDEN_LONGER = Duration.ofSeconds(30);

  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Platform platform;
  private final DeadLetterQueue deadLetterQueue;
  private final FifoQueue bulkQueue;
  private final BulkQueueDepth depth;
  private final RedriveLock lock;
  private final Telemetry telemetry;

  /// How many messages the bulk queue holds, in flight included.
  public interface BulkQueueDepth {
    long messages() throws QueueUnavailableException;
  }

  public Redrive(
      Platform platform,
      DeadLetterQueue deadLetterQueue,
      FifoQueue events,
      BulkQueueDepth depth,
      RedriveLock lock,
      Telemetry telemetry) {
    this.platform = platform;
    this.deadLetterQueue = deadLetterQueue;
    this.bulkQueue = events;
    this.depth = depth;
    this.lock = lock;
    this.telemetry = telemetry;
  }

  /// Runs once. Each dead letter is afterwards confirmed on the bulk queue or still a dead letter.
  ///
  /// @param deadline when the response is due
  public RedriveResult run(RedriveRequest request, Instant deadline)
      throws InterruptedException, ExecutionException {
    RedriveLock.Holder holder = lock.acquire(deadline.plus(HIDDEN_LONGER));
    if (holder == RedriveLock.Holder.ANOTHER_RUN) {
      return emptyResult(Ended.ANOTHER_RUN_IN_PROGRESS);
    }
    boolean isAlone = holder == RedriveLock.Holder.THIS_RUN;
    DrainedDeadLetters drained = new DrainedDeadLetters(platform, deadLetterQueue);
    try {
      if (!isAlone && deadLetterQueue.depth().inFlight() > 0) {
        return emptyResult(Ended.ANOTHER_RUN_IN_PROGRESS);
      }
      return run(request, deadline, drained, isAlone);
    } catch (QueueUnavailableException e) {
      telemetry.warn("redrive", Map.of("unavailable", String.valueOf(e.getMessage())));
      return emptyResult(Ended.QUEUE_UNAVAILABLE);
    } finally {
      drained.returnToQueue(deadline.minusSeconds(2));
      lock.release();
    }
  }

  /// @param isAlone whether no other run can have messages in flight
  private RedriveResult run(
      RedriveRequest request, Instant deadline, DrainedDeadLetters drained, boolean isAlone)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Instant now = platform.now();
    Duration all = Duration.between(now, deadline);
    Instant until = now.plusMillis((long) (all.toMillis() * RECEIVING));
    boolean isAll = drained.receiveAll(until, all.plus(HIDDEN_LONGER));
    List<DeadLetter> deadLetters = drained.deadLetters();
    List<DeadLetter> selected =
        deadLetters.stream().filter(each -> isSelected(each, request, now)).toList();
    List<RedriveResult.ByReason> summary = DeadLetterSummary.of(deadLetters, now);
    QueueDepth left = deadLetterQueue.depth();
    long elsewhere = Math.max(left.inFlight() - drained.size(), 0);
    long unseen = isAll ? 0 : left.visible() + elsewhere;
    if (request.isDryRun()) {
      summary.forEach(reason -> log(reason, now));
      return new RedriveResult(Ended.LISTED, summary, selected.size(), 0, unseen);
    }
    if (elsewhere > 0) { // one of them may be older than the others of its person
      Ended ended = isAlone ? Ended.MORE_REMAIN : Ended.ANOTHER_RUN_IN_PROGRESS;
      return new RedriveResult(ended, summary, selected.size(), 0, unseen);
    }
    Instant newest = isAll ? Instant.MAX : newestToSend(deadLetters);
    Sending sending =
        new Sending(request, deadline.minus(RESERVE), drained, groupByPerson(selected, newest));
    Ended ended = sending.sendAll();
    telemetry.count(Metric.REDRIVEN, sending.sent);
    if (ended == Ended.ALL_SENT && !isAll) {
      ended = Ended.MORE_REMAIN;
    }
    return new RedriveResult(ended, summary, selected.size(), sending.sent, unseen);
  }

  /// SQS returns about the oldest messages first. Of a part of the queue the newest tenth is kept
  /// back, since an older message of the same person may be among those that were not received.
  private static Instant newestToSend(List<DeadLetter> deadLetters) {
    List<Instant> times =
        deadLetters.stream().map(each -> each.message().sentAt()).sorted().toList();
    return times.isEmpty() ? Instant.MIN : times.get((times.size() - 1) * 9 / 10);
  }

  /// One line per reason, which the dashboard shows.
  private void log(RedriveResult.ByReason reason, Instant now) {
    long hours = Duration.between(reason.oldest(), now).toHours();
    telemetry.log(
        "dead_letters",
        Map.of(
            "reason", reason.reason(),
            "count", String.valueOf(reason.count()),
            "oldestHours", String.valueOf(hours)));
  }

  private static boolean isSelected(DeadLetter deadLetter, RedriveRequest request, Instant now) {
    Duration age = Duration.between(deadLetter.firstSeen(), now);
    boolean isReason =
        request.reasons().isEmpty()
            ? !deadLetter.reason().equals(Reason.PRIVACY_DELETE.code())
            : request.reasons().contains(deadLetter.reason());
    boolean isChosen =
        request.messageIds().isEmpty()
            || request.messageIds().contains(deadLetter.message().messageId());
    return isReason
        && isChosen
        && deadLetter.isWhole()
        && age.compareTo(request.youngest()) >= 0
        && age.compareTo(request.oldest()) <= 0;
  }

  /// Each person's events in sequence up to the last one that was dead-lettered by this time, the
  /// person with the oldest event first.
  private static Deque<Deque<DeadLetter>> groupByPerson(List<DeadLetter> selected, Instant newest) {
    Map<String, List<DeadLetter>> groups = new LinkedHashMap<>();
    selected.stream()
        .sorted(Comparator.comparing(DeadLetter::firstSeen))
        .forEach(each -> groups.computeIfAbsent(each.person(), _ -> new ArrayList<>()).add(each));
    Deque<Deque<DeadLetter>> people = new ArrayDeque<>();
    for (List<DeadLetter> group : groups.values()) {
      group.sort(DeadLetter.IN_SEQUENCE);
      Deque<DeadLetter> sendable = new ArrayDeque<>(group);
      while (!sendable.isEmpty() && sendable.getLast().message().sentAt().isAfter(newest)) {
        sendable.removeLast();
      }
      if (!sendable.isEmpty()) {
        people.addLast(sendable);
      }
    }
    return people;
  }

  private static RedriveResult emptyResult(Ended ended) {
    return new RedriveResult(ended, List.of(), 0, 0, 0);
  }

  /// Sends in calls with one event of each person, so that no failed entry is overtaken.
  private final class Sending {
    private final RedriveRequest request;
    private final Instant until;
    private final DrainedDeadLetters drained;
    private final Deque<Deque<DeadLetter>> people;
    private Instant checkDepthAt = Instant.MIN;
    private int sent;
    private boolean hasFailed;

    Sending(
        RedriveRequest request,
        Instant until,
        DrainedDeadLetters drained,
        Deque<Deque<DeadLetter>> people) {
      this.request = request;
      this.until = until;
      this.drained = drained;
      this.people = people;
    }

    Ended sendAll() throws InterruptedException, QueueUnavailableException {
      while (!people.isEmpty()) {
        if (sent >= request.limit()) {
          return Ended.LIMIT_REACHED;
        }
        boolean isFull = isBulkQueueFull();
        if (!platform.now().isBefore(until)) {
          return isFull ? Ended.BULK_QUEUE_FULL : Ended.OUT_OF_TIME;
        }
        if (isFull) {
          platform.sleep(BETWEEN_CHECKS);
        } else {
          sendNext();
        }
      }
      return hasFailed ? Ended.SOME_FAILED : Ended.ALL_SENT;
    }

    /// Looks at the queue's depth once a second.
    private boolean isBulkQueueFull() throws QueueUnavailableException {
      Instant now = platform.now();
      if (now.isBefore(checkDepthAt)) {
        return false;
      }
      boolean isFull = depth.messages() > request.maxQueued();
      checkDepthAt = isFull ? now : now.plus(BETWEEN_CHECKS);
      return isFull;
    }

    private void sendNext() throws InterruptedException {
      int room = Math.min(request.limit() - sent, request.perSecond());
      int size = Math.min(Math.min(room, FifoQueue.MAX_ENTRIES), people.size());
      List<Deque<DeadLetter>> next = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        next.add(people.removeFirst());
      }
      Instant following = platform.now().plusNanos(size * 1_000_000_000L / request.perSecond());
      send(next);
      next.reversed().stream().filter(person -> !person.isEmpty()).forEach(people::addFirst);
      Duration pause = Duration.between(platform.now(), following);
      if (pause.isPositive()) {
        platform.sleep(pause);
      }
    }

    private void send(List<Deque<DeadLetter>> groups) {
      List<DeadLetter> heads = groups.stream().map(Deque::getFirst).toList();
      List<SendResult> results =
          bulkQueue.send(heads.stream().map(DeadLetter::toRedriven).toList(), FifoQueue.TIMEOUT);
      List<ReceivedEvent> confirmed = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        if (results.get(i) == SendResult.CONFIRMED) {
          confirmed.add(groups.get(i).removeFirst().message());
        } else {
          hasFailed = true;
          groups.get(i).clear(); // the person's later events must not precede this one
        }
      }
      sent += confirmed.size();
      if (!confirmed.isEmpty()) {
        drained.delete(confirmed);
      }
    }
  }
}
