package bridge.simulation;

import bridge.state.Key;
import bridge.state.Row;
import bridge.state.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One table of DynamoDB's: whole rows, written on condition and read as they stand; expiry in
/// whole seconds, and what has expired is removed up to two days late. Nothing fails here and
/// nothing takes time: that is the callers' affair.
public final class TableModel implements Table {
  private static final int LATEST_SECONDS = 48 * 3_600;

  private final InstantSource clock;
  private final Map<String, TreeMap<String, Row>> partitions = new HashMap<>();

  public TableModel(InstantSource clock) {
    this.clock = clock;
  }

  /// Fails where DynamoDB refuses a call: without a key, with too many, or with one twice.
  public static void checkLimits(List<Key> keys, int most) {
    if (keys.isEmpty() || keys.size() > most || keys.stream().distinct().count() < keys.size()) {
      throw new IllegalStateException(keys.size() + " keys, or one twice");
    }
  }

  /// Everything that stands in it.
  public List<Row> scan() {
    return partitions.keySet().stream().flatMap(this::rows).toList();
  }

  @Override
  public List<Row> read(List<Key> keys) {
    return keys.stream().map(this::get).filter(Objects::nonNull).toList();
  }

  @Override
  public Page readPage(String partition, String after) {
    List<Row> rows =
        rows(partition)
            .filter(row -> row.key().sort().compareTo(after) > 0)
            .limit(MAX_ROWS)
            .toList();
    return new Page(rows, rows.size() < MAX_ROWS);
  }

  /// Everything that stands in one partition.
  Stream<Row> rows(String partition) {
    return partitions.getOrDefault(partition, new TreeMap<>()).values().stream()
        .filter(row -> !isRemoved(row));
  }

  @Override
  public Write write(Row row, @Nullable String expected) {
    Row existing = get(row.key());
    if (!Objects.equals(existing == null ? null : existing.token(), expected)) {
      return new Write.Refused(existing);
    }
    store(row);
    return new Write.Done();
  }

  @Override
  public List<Row> put(List<Row> rows) {
    rows.forEach(this::store);
    return List.of();
  }

  @Override
  public List<Key> delete(List<Key> keys) {
    for (Key key : keys) {
      TreeMap<String, Row> partition = partitions.get(key.partition());
      if (partition != null) {
        partition.remove(key.sort());
      }
    }
    return List.of();
  }

  private @Nullable Row get(Key key) {
    TreeMap<String, Row> partition = partitions.get(key.partition());
    Row row = partition == null ? null : partition.get(key.sort());
    return row == null || isRemoved(row) ? null : row;
  }

  private void store(Row row) {
    partitions
        .computeIfAbsent(row.key().partition(), _ -> new TreeMap<>())
        .put(row.key().sort(), toStored(row));
  }

  /// As the adapter writes it, and reads it again.
  private static Row toStored(Row row) {
    Instant expires = row.expires();
    return new Row(
        row.key(),
        row.token(),
        expires == null ? null : Instant.ofEpochSecond(expires.getEpochSecond()),
        row.values());
  }

  /// Whether it stands there still, written by the same call as when it was read.
  @SuppressWarnings("ReferenceEquality") // the same row, written again, is another object
  boolean holds(Row row) {
    return get(row.key()) == row;
  }

  private boolean isRemoved(Row row) {
    Instant expires = row.expires();
    int delay =
        Math.floorMod(
            31 * row.key().partition().hashCode() + row.key().sort().hashCode(), LATEST_SECONDS);
    return expires != null && !clock.instant().isBefore(expires.plusSeconds(delay));
  }
}
