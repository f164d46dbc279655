package bridge.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.fake.FakePlatform;
import bridge.fake.FakeTable;
import bridge.fake.FakeTable.CallResult;
import bridge.platform.Platform;
import bridge.platform.SystemPlatform;
import bridge.telemetry.NoTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rows of several threads in one call.
class GroupCommitTest {
  private static final int OTHERS = 9;

  private final CountDownLatch waiting = new CountDownLatch(OTHERS);
  private final FakeTable table = new FakeTable(new FakePlatform());
  private final List<Integer> calls = new ArrayList<>();

  @Test
  void whoComesDuringAWriteIsWrittenInTheNextOneTogether() throws Exception {
    Platform platform = new CountingPlatform();
    var rows = new UnitOfWork(table, platform, new NoTelemetry());
    var commit = new GroupCommit(rows, platform);
    table.setCallResults(_ -> write());
    List<Callable<Boolean>> tasks =
        IntStream.rangeClosed(0, OTHERS)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      Row row = rows.row(new Key("p", "sent#" + i), Duration.ofDays(1), Map.of());
                      commit.put(row);
                      return table.scan().stream().anyMatch(each -> each.key().equals(row.key()));
                    })
            .toList();

    assertThat(platform.runInParallel(tasks)).as("written when it returns").doesNotContain(false);
    assertThat(calls).as("who came before the first write is in it").hasSize(2);
    assertThat(table.writes()).isEqualTo(1 + OTHERS);
  }

  @Test
  void rowsThatAreRejectedTogetherWithAnotherAreWritten() {
    var rows = new UnitOfWork(table, new FakePlatform(), new NoTelemetry());
    table.setCallResults(
        call -> call.equals("write bad") ? CallResult.REJECTED : CallResult.SUCCESS);
    List<Row> together =
        Stream.of("bad", "good", "better")
            .map(sort -> rows.row(new Key("p", sort), Duration.ofDays(1), Map.of()))
            .toList();

    assertThatThrownBy(() -> rows.put(together)).isInstanceOf(RowRejectedException.class);
    assertThat(table.scan()).containsExactlyInAnyOrder(together.get(1), together.get(2));
  }

  /// The first write ends when all others wait.
  private CallResult write() {
    calls.add(table.writes() - calls.stream().mapToInt(Integer::intValue).sum());
    if (calls.size() == 1) {
      try {
        assertThat(waiting.await(30, TimeUnit.SECONDS)).as("the others wait").isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return CallResult.SUCCESS;
  }

  private final class CountingPlatform extends SystemPlatform {
    @Override
    public void await(CompletableFuture<Void> end) throws InterruptedException {
      waiting.countDown();
      super.await(end);
    }
  }
}
