package bridge.state;

import bridge.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Unconditional writes of several threads in common calls: the thread that finds no call under way
/// writes all rows that are due, the others wait for theirs.
final class GroupCommit {
  private final UnitOfWork rows;
  private final Platform platform;
  private Commit next = new Commit();
  private boolean isUnderWay;

  private static final class Commit {
    final Map<Key, Row> due = new LinkedHashMap<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
  }

  GroupCommit(UnitOfWork rows, Platform platform) {
    this.rows = rows;
    this.platform = platform;
  }

  /// Returns when the row is written, or when the failure to write it is counted.
  void put(Row row) throws InterruptedException {
    Commit mine;
    boolean isFirst;
    synchronized (this) {
      mine = next;
      mine.due.put(row.key(), row);
      isFirst = !isUnderWay;
      isUnderWay = true;
    }
    if (isFirst) {
      writeAll();
    }
    platform.await(mine.end);
  }

  private void writeAll() {
    for (Commit commit = take(); commit != null; commit = take()) {
      try {
        rows.put(List.copyOf(commit.due.values()));
      } catch (TableUnavailableException _) {
        // Counted; the events stay done.
      } finally {
        commit.end.complete(null);
      }
    }
  }

  private synchronized @Nullable Commit take() {
    Commit taken = next;
    isUnderWay = !taken.due.isEmpty();
    next = new Commit();
    return isUnderWay ? taken : null;
  }
}
