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

/// Lists the dead letters and sends selected ones to the bulk queue, each person's in their
/// original order. A dead letter is deleted only after SQS has confirmed it there. A run that is
/// cut short loses nothing; the next one continues.
public final class Redrive {
  /// The share of the time in which dead letters are received.
  private static final double RECEIVING = 0.5;

  /// Reserved at the end to return messages and respond.
  private static final Duration RESERVE = Duration.ofSeconds(12);

  private final Platform platform;
  private final DeadLetterQueue deadLetterQueue;
  private final FifoQueue bulkQueue;
  private final BulkQueueDepth depth;
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
      Telemetry telemetry) {
    this.platform = platform;
    this.deadLetterQueue = deadLetterQueue;
    this.bulkQueue = events;
    this.depth = depth;
    this.telemetry = telemetry;
  }

  /// Runs once. Each dead letter is afterwards confirmed on the bulk queue or still a dead letter.
  ///
  /// @param deadline when the response is due
  public RedriveResult run(RedriveRequest request, Instant deadline)
      throws InterruptedException, ExecutionException {
    DrainedDeadLetters drained = new DrainedDeadLetters(platform, deadLetterQueue);
    try {
      if (deadLetterQueue.depth().inFlight() > 0) {
        return emptyResult(Ended.ANOTHER_RUN_IN_PROGRESS);
      }
      return run(request, deadline, drained);
    } catch (QueueUnavailableException e) {
      telemetry.warn("redrive", Map.of("unavailable", String.valueOf(e.getMessage())));
      return emptyResult(Ended.QUEUE_UNAVAILABLE);
    } finally {
      drained.returnToQueue(deadline.minusSeconds(2));
    }
  }

  private RedriveResult run(RedriveRequest request, Instant deadline, DrainedDeadLetters drained)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Instant now = platform.now();
    Duration all = Duration.between(now, deadline);
    boolean isAll = drained.receiveAll(now.plusMillis((long) (all.toMillis() * RECEIVING)));
    List<DeadLetter> deadLetters = drained.deadLetters();
    List<DeadLetter> selected =
        deadLetters.stream().filter(each -> isSelected(each, request, now)).toList();
    List<RedriveResult.ByReason> summary = DeadLetterSummary.of(deadLetters, now);
    if (request.isDryRun()) {
      summary.forEach(reason -> log(reason, now));
      Ended ended = isAll ? Ended.LISTED : Ended.TOO_MANY_DEAD_LETTERS;
      return new RedriveResult(ended, summary, selected.size(), 0, selected.size());
    }
    if (!isAll) {
      return new RedriveResult(
          Ended.TOO_MANY_DEAD_LETTERS, summary, selected.size(), 0, selected.size());
    }
    if (deadLetterQueue.depth().inFlight() > drained.size()) {
      return new RedriveResult(
          Ended.ANOTHER_RUN_IN_PROGRESS, summary, selected.size(), 0, selected.size());
    }
    Sending sending =
        new Sending(request, deadline.minus(RESERVE), drained, groupByPerson(selected));
    Ended ended = sending.sendAll();
    telemetry.count(Metric.REDRIVEN, sending.sent);
    int left = selected.size() - sending.sent;
    return new RedriveResult(ended, summary, selected.size(), sending.sent, left);
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

  /// Each person's events in sequence, the person with the oldest event first.
  private static List<Deque<DeadLetter>> groupByPerson(List<DeadLetter> selected) {
    Map<String, List<DeadLetter>> groups = new LinkedHashMap<>();
    selected.stream()
        .sorted(Comparator.comparing(DeadLetter::firstSeen))
        .forEach(each -> groups.computeIfAbsent(each.person(), _ -> new ArrayList<>()).add(each));
    List<Deque<DeadLetter>> people = new ArrayList<>();
    for (List<DeadLetter> group : groups.values()) {
      group.sort(DeadLetter.IN_SEQUENCE);
      people.add(new ArrayDeque<>(group));
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
    private List<Deque<DeadLetter>> people;
    private int sent;
    private boolean hasFailed;

    Sending(
        RedriveRequest request,
        Instant until,
        DrainedDeadLetters drained,
        List<Deque<DeadLetter>> people) {
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
        if (depth.messages() > request.maxQueued()) {
          return Ended.BULK_QUEUE_FULL;
        }
        if (!platform.now().isBefore(until)) {
          return Ended.OUT_OF_TIME;
        }
        int room = Math.min(request.limit() - sent, request.perSecond());
        int size = Math.min(Math.min(room, FifoQueue.MAX_ENTRIES), people.size());
        send(people.subList(0, size));
        people = people.stream().filter(person -> !person.isEmpty()).toList();
        platform.sleep(Duration.ofNanos(size * 1_000_000_000L / request.perSecond()));
      }
      return hasFailed ? Ended.SOME_FAILED : Ended.ALL_SENT;
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
