package bridge.state;

import bridge.platform.Platform;
import bridge.telemetry.Telemetry;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The lock that at most one run of redrive holds: one row of the state table. It expires, so that
/// a run that died blocks the next one for a limited time.
public final class RedriveLock {
  private static final Key KEY = new Key(Hash.of("redrive"), "run");

  private final Platform platform;
  private final @Nullable GuardedTable table;
  private @Nullable Row written;

  /// Who holds the lock.
  public enum Holder {
    THIS_RUN,
    ANOTHER_RUN,
    /// There is no table, or it fails.
    UNKNOWN
  }

  /// @param table null for none
  public RedriveLock(@Nullable Table table, Platform platform, Telemetry telemetry) {
    this.platform = platform;
    this.table = table == null ? null : new GuardedTable(table, platform, telemetry);
  }

  /// Takes the lock if it is free or has expired.
  ///
  /// @param until when it expires
  public Holder acquire(Instant until) {
    if (table == null) {
      return Holder.UNKNOWN;
    }
    Row row = new Row(KEY, UUID.randomUUID().toString(), until, Map.of());
    written = row;
    try {
      Table.Write write = table.write(row, null);
      if (write instanceof Table.Write.Refused(Row stored)
          && stored != null
          && stored.expires() == null) { // it has expired
        write = table.write(row, stored);
      }
      return write instanceof Table.Write.Done ? Holder.THIS_RUN : Holder.ANOTHER_RUN;
    } catch (TableUnavailableException _) {
      return Holder.UNKNOWN; // counted
    }
  }

  /// Frees the lock if this run holds it.
  public void release() {
    if (table == null || written == null) {
      return;
    }
    try {
      table.write(new Row(KEY, UUID.randomUUID().toString(), platform.now(), Map.of()), written);
    } catch (TableUnavailableException _) {
      return; // counted; the lock expires
    }
  }
}
