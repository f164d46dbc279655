package bridge.simulation;

import bridge.queue.QueueDepth;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One SQS FIFO queue in high-throughput mode, as delivery-facts describe it: groups in order,
/// locked while a message is in flight; visibility; receipts that end with it; a dedup window of
/// five minutes; receive counts and the move to the dead letters; 14 days of retention; and no more
/// than the first 120,000 messages looked through. Nothing fails here and nothing takes time: that
/// is the callers' affair.
final class SqsModel {
  /// What a queue is set to.
  ///
  /// @param maxReceives how often a message may be handed out before it moves to the dead letters
  record Settings(Duration visibility, int maxReceives, int scanLimit) {
    static final Settings DEPLOYED =
        new Settings(Duration.ofMinutes(6), 1_000, QueueOrder.SCAN_LIMIT);
  }

  /// Who wants to know what the queue does by itself.
  interface Listener {
    /// There is something to receive that was not before.
    default void onAvailable() {}

    /// Retention ended: the message is lost.
    default void onExpired(SqsMessage message) {}

    /// A message was handed out too often, and is on the dead-letter queue now.
    default void onDeadLetter(SqsMessage message, SqsMessage dead) {}
  }

  private static final Duration RETENTION = Duration.ofDays(14);

  /// In how many cases a group that could be received is left for a later receive.
  private static final double PASSED_OVER = 0.2;

  private final Scheduler scheduler;
  private final Settings settings;
  private final @Nullable SqsModel deadLetters;
  private final SplittableRandom random;
  private final Map<String, SqsGroup> groups = new HashMap<>();
  private final TreeMap<Long, SqsGroup> available = new TreeMap<>();
  private final Map<String, SqsMessage> receipts = new HashMap<>();
  private final QueueOrder order;
  private final DedupWindow dedup = new DedupWindow();
  private final String idPrefix;
  private Listener listener = new Listener() {};
  private long sent;

  SqsModel(
      Scheduler scheduler,
      String idPrefix,
      Settings settings,
      @Nullable SqsModel deadLetters,
      long seed) {
    this.scheduler = scheduler;
    this.idPrefix = idPrefix;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.random = new SplittableRandom(seed);
    this.order = new QueueOrder(settings.scanLimit());
  }

  void setListener(Listener listener) {
    this.listener = listener;
  }

  /// The new message, or the one already sent with this dedup id.
  SqsMessage send(QueuedEvent event) {
    SqsMessage known = dedup.find(event.group(), event.dedupId(), scheduler.nanoTime());
    return known != null ? known : add(event, idPrefix + hex(sent));
  }

  /// Up to so many messages of several groups, each group's in order, hidden from now on.
  List<SqsMessage> receive(int most, Duration visibility) {
    expire();
    List<SqsMessage> batch = new ArrayList<>(most);
    for (SqsGroup group : candidates(most)) {
      receiveFrom(group, most - batch.size(), visibility, batch);
    }
    return batch;
  }

  List<SqsMessage> receive(int most) {
    return receive(most, settings.visibility());
  }

  /// Whether the receipt was still valid.
  boolean delete(String receipt) {
    SqsMessage message = inFlight(receipt);
    if (message == null) {
      return false;
    }
    remove(message);
    return true;
  }

  /// ChangeMessageVisibility: from now on; whether the receipt was still valid.
  boolean changeVisibility(String receipt, long seconds) {
    SqsMessage message = inFlight(receipt);
    if (message == null) {
      return false;
    }
    message.hiddenUntil = scheduler.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    refresh(message.group);
    return true;
  }

  /// The message in flight under this receipt, null where the receipt is not valid any more.
  @Nullable SqsMessage inFlight(String receipt) {
    SqsMessage message = receipts.get(receipt);
    return message == null || message.hiddenUntil <= scheduler.nanoTime() ? null : message;
  }

  boolean hasAvailable() {
    return !available.isEmpty() && order.isSeen(available.firstKey());
  }

  int size() {
    return order.size();
  }

  QueueDepth depth() {
    long now = scheduler.nanoTime();
    int inFlight =
        (int) receipts.values().stream().filter(message -> message.hiddenUntil > now).count();
    return new QueueDepth(size() - inFlight, inFlight);
  }

  @Nullable SqsMessage first() {
    return order.first();
  }

  static ReceivedEvent toReceivedEvent(SqsMessage message) {
    return new ReceivedEvent(
        message.id,
        String.valueOf(message.receipt),
        message.event.group(),
        message.sequence(),
        Scheduler.instant(message.sentAt - message.sentAt % 1_000_000),
        message.receives,
        message.event.body(),
        message.event.attributes());
  }

  private static String hex(long number) {
    String digits = Long.toHexString(number);
    return "0".repeat(12 - digits.length()) + digits;
  }

  private SqsMessage add(QueuedEvent event, String id) {
    SqsGroup group = groups.computeIfAbsent(event.group(), SqsGroup::new);
    SqsMessage message = new SqsMessage(sent++, id, event, scheduler.nanoTime(), group);
    dedup.add(message);
    order.add(message);
    group.messages.addLast(message);
    refresh(group);
    return message;
  }

  private List<SqsGroup> candidates(int most) {
    List<SqsGroup> chosen = new ArrayList<>();
    SqsGroup passedOver = null;
    for (SqsGroup group : available.values()) {
      if (chosen.size() == most || !order.isSeen(group.availableNumber)) {
        break;
      }
      if (random.nextDouble() < PASSED_OVER) {
        passedOver = group;
      } else {
        chosen.add(group);
      }
    }
    if (chosen.isEmpty() && passedOver != null) {
      chosen.add(passedOver);
    }
    return chosen;
  }

  private void receiveFrom(SqsGroup group, int most, Duration visibility, List<SqsMessage> batch) {
    for (SqsMessage message : List.copyOf(group.messages.stream().limit(most).toList())) {
      if (message.receives >= settings.maxReceives() && deadLetters != null) {
        listener.onDeadLetter(message, deadLetters.add(message.event, message.id));
        remove(message);
        continue;
      }
      message.receives++;
      message.hiddenUntil = scheduler.nanoTime() + visibility.toNanos();
      dropReceipt(message);
      message.receipt = message.id + ":" + message.receives;
      receipts.put(message.receipt, message);
      group.inFlight.add(message);
      batch.add(message);
    }
    refresh(group);
  }

  private void remove(SqsMessage message) {
    message.isGone = true;
    dropReceipt(message);
    order.remove(message);
    SqsGroup group = message.group;
    group.messages.remove(message);
    group.inFlight.remove(message);
    refresh(group);
    removeIfEmpty(group);
  }

  private void removeIfEmpty(SqsGroup group) {
    if (group.messages.isEmpty() && group.nextCheckAt < 0) {
      groups.remove(group.name, group);
    }
  }

  private void dropReceipt(SqsMessage message) {
    if (message.receipt != null) {
      receipts.remove(message.receipt);
      message.receipt = null;
    }
  }

  /// Lets messages come back whose visibility has ended, and lists the group where it is free.
  private void refresh(SqsGroup group) {
    long now = scheduler.nanoTime();
    for (int i = group.inFlight.size() - 1; i >= 0; i--) {
      SqsMessage message = group.inFlight.get(i);
      if (message.hiddenUntil <= now) {
        dropReceipt(message);
        group.inFlight.remove(i);
      }
    }
    long number =
        group.inFlight.isEmpty() && !group.messages.isEmpty()
            ? group.messages.getFirst().number
            : -1;
    if (number != group.availableNumber) {
      updateAvailable(group, number);
    }
    if (!group.inFlight.isEmpty()) {
      refreshAt(group, group.lockedUntil());
    }
  }

  private void updateAvailable(SqsGroup group, long number) {
    if (group.availableNumber >= 0) {
      available.remove(group.availableNumber);
    }
    group.availableNumber = number;
    if (number >= 0) {
      available.put(number, group);
      listener.onAvailable();
    }
  }

  private void refreshAt(SqsGroup group, long time) {
    if (group.nextCheckAt < 0 || time < group.nextCheckAt) {
      group.nextCheckAt = time;
      scheduler.runAt(
          time,
          () -> {
            if (group.nextCheckAt == time) {
              group.nextCheckAt = -1;
              refresh(group);
              removeIfEmpty(group);
            }
          });
    }
  }

  private void expire() {
    long limit = scheduler.nanoTime() - RETENTION.toNanos();
    for (SqsMessage old = order.first(); old != null && old.sentAt <= limit; old = order.first()) {
      remove(old);
      listener.onExpired(old);
    }
  }
}
