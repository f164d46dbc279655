package bridge.state;

import bridge.platform.Platform;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock that at most one run of redrive holds: one row of the state table. It expires, so that
/// a run that died blocks the next one for a limited time.
public final class RedriveLock {
  private static final Key KEY = new Key(Hash.of("redrive"), "run");

  private final @Nullable UnitOfWork rows;
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
    this.rows = table == null ? null : new UnitOfWork(table, platform, telemetry);
  }

  /// Takes the lock if it is free or has expired.
  ///
  /// @param until when it expires
  public Holder acquire(Instant until) {
    if (rows == null) {
      return Holder.UNKNOWN;
    }
    Row row = rows.row(KEY, Duration.between(rows.now(), until), Map.of());
    written = row;
    try {
      Table.Write write = rows.write(row, null);
      if (write instanceof Table.Write.Refused(Row stored)
          && stored != null
          && stored.expires() == null) { // it has expired
        write = rows.write(row, stored);
      }
      return write instanceof Table.Write.Done ? Holder.THIS_RUN : Holder.ANOTHER_RUN;
    } catch (TableUnavailableException _) {
      return Holder.UNKNOWN; // counted
    }
  }

  /// Frees the lock if this run holds it.
  public void release() {
    if (rows == null || written == null) {
      return;
    }
    try {
      rows.write(rows.none(KEY), written);
    } catch (TableUnavailableException _) {
      return; // counted; the lock expires
    }
  }
}
