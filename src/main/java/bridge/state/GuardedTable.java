package bridge.state;

import bridge.platform.Platform;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The table as this package uses it: expired rows are empty, a write whose response was lost is
/// recognised, and a failing table is not called for a while, so that an outage does not cost every
/// event its timeouts.
final class GuardedTable {
  private static final int MAX_FAILURES = 3;
  private static final Duration COOLDOWN = Duration.ofSeconds(5);
  private static final int PUT_TRIES = 4;

  private final Table table;
  private final Platform platform;
  private final Telemetry telemetry;
  private int failures;
  private long retryAt;

  GuardedTable(Table table, Platform platform, Telemetry telemetry) {
    this.table = table;
    this.platform = platform;
    this.telemetry = telemetry;
  }

  Instant now() {
    return platform.now();
  }

  Map<Key, Row> read(Collection<Key> keys) throws TableUnavailableException {
    List<Key> all = List.copyOf(keys);
    Map<Key, Row> found = new HashMap<>();
    for (int i = 0; i < all.size(); i += Table.MAX_KEYS) {
      List<Key> some = all.subList(i, Math.min(i + Table.MAX_KEYS, all.size()));
      call(Metric.TABLE_READS, some.size(), () -> table.read(some))
          .forEach(row -> found.put(row.key(), current(row)));
    }
    return found;
  }

  @Nullable Row read(Key key) throws TableUnavailableException {
    return read(List.of(key)).get(key);
  }

  List<Row> readAll(String partition) throws TableUnavailableException {
    return call(Metric.TABLE_READS, 1, () -> table.readAll(partition)).stream()
        .map(this::current)
        .toList();
  }

  void delete(Collection<Key> keys) throws TableUnavailableException {
    List<Key> all = List.copyOf(keys);
    for (int i = 0; i < all.size(); i += Table.MAX_KEYS) {
      List<Key> some = all.subList(i, Math.min(i + Table.MAX_KEYS, all.size()));
      call(
          Metric.TABLE_WRITES,
          some.size(),
          () -> {
            table.delete(some);
            return some;
          });
    }
  }

  /// A row to write, with a new token.
  ///
  /// @param life how long it is kept, null for ever
  Row row(Key key, @Nullable Duration life, Map<String, String> values) {
    return new Row(key, token(), life == null ? null : platform.now().plus(life), values);
  }

  /// An empty row that replaces a stored one: the table's delete has no condition.
  Row none(Key key) {
    return row(key, Duration.ZERO, Map.of());
  }

  String token() {
    return UUID.randomUUID().toString();
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

  /// Writes the row unconditionally.
  void put(Row row) throws TableUnavailableException {
    Row seen = null;
    for (int i = 0; i < PUT_TRIES; i++) {
      if (!(write(row, seen) instanceof Table.Write.Refused(Row stored))) {
        return;
      }
      seen = stored;
    }
    throw new TableUnavailableException("contended");
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

  private <T> T call(Metric metric, int rows, Call<T> call) throws TableUnavailableException {
    try {
      requireAvailable();
    } catch (TableUnavailableException e) {
      telemetry.count(Metric.STATE_UNAVAILABLE, 1);
      throw e;
    }
    try {
      T answer = call.run();
      recordSuccess();
      telemetry.count(metric, rows);
      return answer;
    } catch (TableUnavailableException e) {
      recordFailure();
      telemetry.count(Metric.STATE_UNAVAILABLE, 1);
      throw e;
    }
  }

  /// While the table is not called, one call every five seconds checks whether it responds again.
  private synchronized void requireAvailable() throws TableUnavailableException {
    if (failures < MAX_FAILURES) {
      return;
    }
    long now = platform.nanoTime();
    if (now - retryAt < 0) {
      throw new TableUnavailableException("left alone");
    }
    retryAt = now + COOLDOWN.toNanos();
  }

  private synchronized void recordFailure() {
    failures++;
    if (failures == MAX_FAILURES) {
      retryAt = platform.nanoTime() + COOLDOWN.toNanos();
    }
  }

  private synchronized void recordSuccess() {
    failures = 0;
  }
}
