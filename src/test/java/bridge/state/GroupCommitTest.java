package bridge.state;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.platform.Platform;
import bridge.platform.SystemPlatform;
import bridge.telemetry.NoTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rows of several threads in one call.
class GroupCommitTest {
  private static final int OTHERS = 9;

  private final CountDownLatch waiting = new CountDownLatch(OTHERS);
  private final List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Key> written = Collections.synchronizedList(new ArrayList<>());

  @Test
  void whoComesDuringAWriteIsWrittenInTheNextOneTogether() throws Exception {
    Platform platform = new CountingPlatform();
    var table = new GuardedTable(new SlowTable(), platform, new NoTelemetry());
    var commit = new GroupCommit(new UnitOfWork(table), platform);
    List<Callable<Boolean>> tasks =
        IntStream.rangeClosed(0, OTHERS)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      Key key = new Key("p", "sent#" + i);
                      commit.put(table.row(key, Duration.ofDays(1), Map.of()));
                      return written.contains(key);
                    })
            .toList();

    assertThat(platform.runInParallel(tasks)).as("written when it returns").doesNotContain(false);
    assertThat(calls).containsExactly(1, OTHERS);
  }

  /// Its first write ends when all others wait.
  private final class SlowTable implements Table {
    @Override
    public List<Row> put(List<Row> rows) {
      calls.add(rows.size());
      if (calls.size() == 1) {
        try {
          waiting.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      rows.forEach(row -> written.add(row.key()));
      return List.of();
    }

    @Override
    public List<Row> read(List<Key> keys) {
      return List.of();
    }

    @Override
    public List<Row> readAll(String partition) {
      return List.of();
    }

    @Override
    public Write write(Row row, @Nullable String expected) {
      return new Write.Done();
    }

    @Override
    public void delete(List<Key> keys) {}
  }

  private final class CountingPlatform implements Platform {
    private final Platform real = new SystemPlatform();

    @Override
    public void await(CompletableFuture<Void> end) throws InterruptedException {
      waiting.countDown();
      real.await(end);
    }

    @Override
    public Instant now() {
      return real.now();
    }

    @Override
    public long nanoTime() {
      return real.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      real.sleep(duration);
    }

    @Override
    public <T> List<T> runInParallel(List<? extends Callable<T>> tasks)
        throws InterruptedException, ExecutionException {
      return real.runInParallel(tasks);
    }

    @Override
    public double random() {
      return 0;
    }
  }
}
