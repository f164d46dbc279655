package bridge.state;

import bridge.platform.Platform;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The table as this package uses it: expired rows are empty, a write whose response was lost is
/// recognised, and a failing table is not called for a while, so that an outage does not cost every
/// event its timeouts. A call that cannot end in time is not made. Every failure is counted.
final class GuardedTable {
  private static final int MAX_FAILURES = 3;
  private static final Duration COOLDOWN = Duration.ofSeconds(5);

  /// Rows that the table leaves unwritten are tried again within this time.
  private static final Duration WRITE_WITHIN = Duration.ofSeconds(3);

  private static final Duration WRITE_DELAY = Duration.ofMillis(100);

  private final Table table;
  private final Platform platform;
  private final Telemetry telemetry;
  private volatile Instant end = Instant.MAX;
  private int failures;
  private long retryAt;

  GuardedTable(Table table, Platform platform, Telemetry telemetry) {
    this.table = table;
    this.platform = platform;
    this.telemetry = telemetry;
  }

  /// Begins a batch whose last call must have ended then.
  void begin(Instant end) {
    this.end = end;
  }

  /// Whether a call could not end in time.
  boolean isLate() {
    return platform.now().plus(Table.TIMEOUT).isAfter(end);
  }

  /// Counts a call that is not made.
  TableUnavailableException refuse(String reason) {
    telemetry.count(Metric.STATE_UNAVAILABLE, 1);
    return new TableUnavailableException(reason);
  }

  /// @param keys one to 100, none twice
  Map<Key, Row> read(List<Key> keys) throws TableUnavailableException {
    Map<Key, Row> found = new HashMap<>();
    call(Metric.TABLE_READS, keys.size(), () -> table.read(keys))
        .forEach(row -> found.put(row.key(), current(row)));
    return found;
  }

  Table.Page readPage(String partition, String after) throws TableUnavailableException {
    Table.Page page = call(Metric.TABLE_READS, 1, () -> table.readPage(partition, after));
    return new Table.Page(page.rows().stream().map(this::current).toList(), page.isLast());
  }

  /// @param keys one to 25, none twice
  void delete(List<Key> keys) throws TableUnavailableException {
    writeAll(keys, table::delete);
  }

  /// @param seen the stored row as far as is known, null for none
  Table.Write write(Row row, @Nullable Row seen) throws TableUnavailableException {
    String expected = seen == null ? null : seen.token();
    Table.Write write = call(Metric.TABLE_WRITES, 1, () -> table.write(row, expected));
    if (write instanceof Table.Write.Refused(Row stored) && stored != null) {
      return stored.token().equals(row.token())
          ? new Table.Write.Done() // an earlier try whose response was lost
          : new Table.Write.Refused(current(stored));
    }
    return write;
  }

  /// Writes the rows unconditionally; each alone if the table rejects them together.
  ///
  /// @param rows one to 25, no key twice
  void put(List<Row> rows) throws TableUnavailableException {
    try {
      writeAll(rows, table::put);
    } catch (RowRejectedException e) {
      if (rows.size() == 1) {
        throw e;
      }
      putEach(rows);
    }
  }

  private void putEach(List<Row> rows) throws TableUnavailableException {
    @Nullable TableUnavailableException thrown = null;
    for (Row row : rows) {
      try {
        put(List.of(row));
      } catch (TableUnavailableException e) {
        thrown = e;
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  /// Repeats a write for what it leaves.
  private <T> void writeAll(List<T> all, BatchWrite<T> write) throws TableUnavailableException {
    long giveUpAt = platform.nanoTime() + WRITE_WITHIN.toNanos();
    List<T> left = all;
    while (!left.isEmpty()) {
      List<T> some = left;
      left = call(Metric.TABLE_WRITES, some.size(), () -> write.run(some));
      if (!left.isEmpty()) {
        pause(giveUpAt);
      }
    }
  }

  private void pause(long giveUpAt) throws TableUnavailableException {
    try {
      if (platform.nanoTime() - giveUpAt < 0) {
        platform.sleep(WRITE_DELAY);
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw refuse("unwritten rows");
  }

  private Row current(Row row) {
    Instant expires = row.expires();
    return expires == null || expires.isAfter(platform.now())
        ? row
        : new Row(row.key(), row.token(), null, Map.of());
  }

  private interface Call<T> {
    T run() throws TableUnavailableException;
  }

  private interface BatchWrite<T> {
    List<T> run(List<T> some) throws TableUnavailableException;
  }

  private <T> T call(Metric metric, int rows, Call<T> call) throws TableUnavailableException {
    if (isLate()) {
      throw refuse("too late");
    }
    if (!mayCall()) {
      throw refuse("left alone");
    }
    try {
      T answer = call.run();
      record(true);
      telemetry.count(metric, rows);
      return answer;
    } catch (TableUnavailableException e) {
      record(e instanceof RowRejectedException);
      telemetry.count(Metric.STATE_UNAVAILABLE, 1);
      throw e;
    }
  }

  /// While the table is not called, one call every five seconds checks whether it responds again.
  private synchronized boolean mayCall() {
    long now = platform.nanoTime();
    if (failures >= MAX_FAILURES && now - retryAt < 0) {
      return false;
    }
    retryAt = now + COOLDOWN.toNanos();
    return true;
  }

  private synchronized void record(boolean isResponding) {
    failures = isResponding ? 0 : failures + 1;
    if (failures == MAX_FAILURES) {
      retryAt = platform.nanoTime() + COOLDOWN.toNanos();
    }
  }
}
