package bridge.state;

import bridge.platform.Platform;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/// What one batch has read of the table and written to it, so that its later events see what the
/// earlier ones wrote and few rows are read twice. It only saves reads: what must not be stale is
/// decided by a conditional write, whose refusal tells the stored row.
final class UnitOfWork {
  /// How long a row that was read counts.
  static final Duration VALID = Duration.ofSeconds(5);

  /// The event's rows, then the profiles behind them, then those behind a visitor's link.
  private static final int LOOKS = 3;

  private final GuardedTable table;
  private final Platform platform;
  private final Map<Key, Known> known = new HashMap<>();

  /// The keys that a look has missed, null outside of one.
  private @Nullable Set<Key> missed;

  /// How a row is read.
  interface Read {
    @Nullable Row row(Key key) throws TableUnavailableException;
  }

  private record Known(@Nullable Row row, long at) {}

  UnitOfWork(Table table, Platform platform, Telemetry telemetry) {
    this.table = new GuardedTable(table, platform, telemetry);
    this.platform = platform;
  }

  Instant now() {
    return platform.now();
  }

  long nanoTime() {
    return platform.nanoTime();
  }

  /// How long ago the time was that a row has under this name.
  Duration age(@Nullable Row row, String name) {
    return Duration.between(Row.time(row, name), now());
  }

  /// A row to write, with a new token.
  ///
  /// @param life how long it is kept, null for ever
  Row row(Key key, @Nullable Duration life, Map<String, String> values) {
    return new Row(key, token(), life == null ? null : now().plus(life), values);
  }

  /// An empty row that replaces a stored one: the table's delete has no condition.
  Row none(Key key) {
    return row(key, Duration.ZERO, Map.of());
  }

  String token() {
    return UUID.randomUUID().toString();
  }

  /// Begins a batch whose last call must have ended then.
  synchronized void begin(Instant end) {
    known.clear();
    table.begin(end);
  }

  /// Runs reads against what is known, and reads what they miss in one call; again while they miss
  /// more and the first is still valid. One thread at a time.
  void look(Runnable reads) throws TableUnavailableException {
    long began = platform.nanoTime();
    for (int i = 0; i < LOOKS; i++) {
      Set<Key> missing = new LinkedHashSet<>();
      missed = missing;
      try {
        reads.run();
      } finally {
        missed = null;
      }
      if (missing.isEmpty()) {
        return;
      }
      for (List<Key> some : parts(missing)) {
        requireValid(began);
        read(some);
      }
    }
  }

  /// Fails where what was read then, in ns of the platform, is no longer valid.
  void requireValid(long readAt) throws TableUnavailableException {
    if (platform.nanoTime() - readAt >= VALID.toNanos()) {
      throw table.refuse("read too long ago");
    }
  }

  Map<Key, Row> read(Collection<Key> keys) throws TableUnavailableException {
    List<Key> missing = missing(keys);
    if (missed != null && !missing.isEmpty()) {
      missed.addAll(missing);
      throw new TableUnavailableException("not read yet");
    }
    for (List<Key> some : parts(missing)) {
      remember(some, table.read(some));
    }
    return known(keys);
  }

  @Nullable Row read(Key key) throws TableUnavailableException {
    return read(List.of(key)).get(key);
  }

  /// Reads rows even if they were read before.
  Map<Key, Row> readAgain(Collection<Key> keys) throws TableUnavailableException {
    forget(keys);
    return read(keys);
  }

  Table.Page readPage(String partition, String after) throws TableUnavailableException {
    return table.readPage(partition, after);
  }

  /// Whether no call of the batch may begin any more.
  boolean isLate() {
    return table.isLate();
  }

  /// The next read asks the table again.
  synchronized void forget(Collection<Key> keys) {
    known.keySet().removeAll(keys);
  }

  /// @param seen the stored row as far as is known, null for none
  Table.Write write(Row row, @Nullable Row seen) throws TableUnavailableException {
    forget(List.of(row.key()));
    Table.Write write = table.write(row, seen);
    remember(row.key(), write instanceof Table.Write.Refused(Row stored) ? stored : row);
    return write;
  }

  /// Writes the rows unconditionally.
  void put(List<Row> rows) throws TableUnavailableException {
    forget(rows.stream().map(Row::key).toList());
    table.put(rows);
    rows.forEach(row -> remember(row.key(), row));
  }

  void delete(List<Key> keys) throws TableUnavailableException {
    try {
      table.delete(keys);
    } finally {
      forget(keys);
    }
  }

  private static List<List<Key>> parts(Collection<Key> keys) {
    return keys.stream().gather(Gatherers.windowFixed(Table.MAX_READS)).toList();
  }

  private synchronized List<Key> missing(Collection<Key> keys) {
    long oldest = platform.nanoTime() - VALID.toNanos();
    known.values().removeIf(each -> each.at() - oldest < 0);
    List<Key> missing = new ArrayList<>(keys);
    missing.removeIf(known::containsKey);
    return missing;
  }

  private synchronized Map<Key, Row> known(Collection<Key> keys) {
    Map<Key, Row> found = new HashMap<>();
    for (Key key : keys) {
      Known each = known.get(key);
      Row row = each == null ? null : each.row();
      if (row != null) {
        found.put(key, row);
      }
    }
    return found;
  }

  /// What was written meanwhile is newer than what was read.
  private synchronized void remember(List<Key> keys, Map<Key, Row> read) {
    keys.forEach(key -> known.putIfAbsent(key, new Known(read.get(key), platform.nanoTime())));
  }

  private synchronized void remember(Key key, @Nullable Row row) {
    known.put(key, new Known(row, platform.nanoTime()));
  }
}
