package bridge.simulation;

import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// A modelled queue for who sends to it: calls take time, fail whole or in part, or are confirmed
/// to nobody.
final class SimulatedFifoQueue implements FifoQueue {
  /// Who wants to know what was sent.
  interface Listener {
    /// The queue holds an entry now, or held it already.
    ///
    /// @param isResponseLost whether the sender saw a failure
    void onSend(SqsMessage message, boolean isResponseLost);

    /// An entry failed and one behind it of the same group was confirmed in the same call.
    default void onOvertake(QueuedEvent event) {}
  }

  private static final Pattern LEGAL_ID = Pattern.compile("[!-~]{1,128}");
  private static final int SLOW_IN = 100;

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final SplittableRandom random;
  private final Listener listener;

  SimulatedFifoQueue(
      Scheduler scheduler,
      SqsModel queue,
      Faults faults,
      SplittableRandom random,
      Listener listener) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.random = random;
    this.listener = listener;
  }

  @Override
  public List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    checkLimits(entries);
    faults.countOperation();
    Duration latency =
        Duration.ofMillis(5 + random.nextInt(random.nextInt(SLOW_IN) == 0 ? 900 : 20));
    boolean isTimeout = faults.inject(Fault.SEND_TIMES_OUT) || latency.compareTo(timeout) >= 0;
    boolean isFailing = isTimeout ? random.nextBoolean() : faults.inject(Fault.SEND_FAILS);
    boolean isResponseLost = isTimeout || (!isFailing && faults.inject(Fault.SEND_RESPONSE_LOST));
    boolean isPartial = !isFailing && !isResponseLost && faults.inject(Fault.SEND_FAILS_PARTLY);
    scheduler.sleep(isTimeout ? timeout.dividedBy(2) : latency.dividedBy(2));
    List<SendResult> results = new ArrayList<>(entries.size());
    for (QueuedEvent entry : entries) {
      boolean isRejected = !isFailing && !isLegal(entry.body());
      boolean isAccepted = !isFailing && !isRejected && !(isPartial && random.nextBoolean());
      if (isAccepted) {
        listener.onSend(queue.send(entry), isResponseLost);
      }
      results.add(
          isAccepted ? SendResult.CONFIRMED : isRejected ? SendResult.REFUSED : SendResult.FAILED);
    }
    scheduler.sleep(isTimeout ? timeout.dividedBy(2) : latency.dividedBy(2));
    if (isResponseLost) {
      return Collections.nCopies(entries.size(), SendResult.FAILED);
    }
    reportOvertaken(entries, results);
    return results;
  }

  private void reportOvertaken(List<QueuedEvent> entries, List<SendResult> results) {
    Set<String> confirmedBehind = new HashSet<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (results.get(i) == SendResult.CONFIRMED) {
        confirmedBehind.add(entries.get(i).group());
      } else if (results.get(i) == SendResult.FAILED
          && confirmedBehind.contains(entries.get(i).group())) {
        listener.onOvertake(entries.get(i));
      }
    }
  }

  /// SQS takes the characters of XML 1.0.
  private static boolean isLegal(String body) {
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c >= '\uFFFE' || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return false;
      }
    }
    return !body.isEmpty();
  }

  /// What breaks these is a bug of the sender's, and SQS would refuse the whole call.
  private static void checkLimits(List<QueuedEvent> entries) {
    int bytes = entries.stream().mapToInt(QueuedEvent::bytes).sum();
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES || bytes > QueuedEvent.MAX_BYTES) {
      throw new IllegalStateException(entries.size() + " entries of " + bytes + " bytes");
    }
    for (QueuedEvent entry : entries) {
      if (!LEGAL_ID.matcher(entry.group()).matches()
          || !LEGAL_ID.matcher(entry.dedupId()).matches()) {
        throw new IllegalStateException("a group or dedup id that SQS refuses");
      }
    }
  }
}
