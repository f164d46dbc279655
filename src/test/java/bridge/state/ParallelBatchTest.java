package bridge.state;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakePlatform;
import bridge.fake.FakeTable;
import bridge.fake.Race;
import bridge.platform.SystemPlatform;
import bridge.telemetry.NoTelemetry;
import java.time.Duration;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The threads of a batch share its unit of work and what is known of the table.
class ParallelBatchTest {
  private static final int THREADS = 10;

  private final FakePlatform platform = new FakePlatform();
  private final FakeTable table = new FakeTable(platform);
  private final UnitOfWork rows = new UnitOfWork(table, platform, new NoTelemetry());

  @Test
  void everyThreadReadsWhatItWroteWithoutACall() throws Exception {
    Race.run(
        THREADS,
        1,
        () -> rows,
        (_, thread) -> {
          for (int i = 0; i < 1_000; i++) {
            Row row = row(thread + "-" + i);
            rows.put(List.of(row));
            assertThat(rows.read(row.key())).isEqualTo(row);
          }
        });

    assertThat(table.reads()).isZero();
  }

  @Test
  void everyThreadAsksOnceForEachOfItsRowsAndAgainForWhatItForgot() throws Exception {
    Race.run(
        THREADS,
        1,
        () -> rows,
        (_, thread) -> {
          for (int i = 0; i < 500; i++) {
            Key key = new Key("p", thread + "-" + i);
            assertThat(rows.read(key)).isNull();
            assertThat(rows.read(key)).isNull();
            assertThat(rows.readAgain(List.of(key)).get(key)).isNull();
          }
        });

    assertThat(table.reads()).isEqualTo(2 * 500 * THREADS);
  }

  @Test
  void threeFailuresAtTheSameMomentAreCountedAsThree() throws Exception {
    table.setDown(true);
    List<GuardedTable> tables =
        Race.run(
            3,
            500,
            this::guarded,
            (guarded, thread) -> {
              try {
                guarded.readPage("p" + thread, "");
              } catch (TableUnavailableException _) {
                // As it must be.
              }
            });
    table.calls();
    tables.forEach(ParallelBatchTest::tryRead);

    assertThat(table.calls()).as("each table is left alone").isEmpty();
  }

  @Test
  void afterTheCooldownOneThreadAsksForAll() throws Exception {
    table.setDown(true);
    List<GuardedTable> tables = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      GuardedTable guarded = guarded();
      tables.add(guarded);
      tryRead(guarded);
      tryRead(guarded);
      tryRead(guarded);
    }
    platform.advance(Duration.ofSeconds(6));
    table.calls();
    Race.run(2, tables.size(), tables.iterator()::next, (guarded, _) -> tryRead(guarded));

    assertThat(table.calls()).hasSameSizeAs(tables);
  }

  /// A race does not show each of these.
  @Test
  void whetherTheTableIsCalledIsDecidedUnderALock() throws Exception {
    LockedClock clock = new LockedClock();
    GuardedTable guarded = new GuardedTable(table, clock, new NoTelemetry());
    clock.lock = guarded;
    table.setDown(true);
    for (int i = 0; i < 4; i++) {
      tryRead(guarded);
    }

    assertThat(table.calls()).hasSize(3);
    assertThat(Race.isHeldOff(rows, () -> rows.forget(List.of()))).isTrue();
    assertThat(Race.isHeldOff(rows, () -> rows.begin(platform.now()))).isTrue();
  }

  @Test
  void whatIsKnownIsLookedUpUnderALock() throws Exception {
    Row row = row("known");
    rows.put(List.of(row));

    assertThat(rows.read(new KeysUnderLock(row.key(), rows))).containsValue(row);
  }

  @Test
  void everyRowOfManyThreadsIsWrittenWhenItsThreadGoesOn() throws Exception {
    GroupCommit commit = new GroupCommit(rows, new SystemPlatform());

    Race.run(
        THREADS,
        1,
        () -> commit,
        (_, thread) -> {
          List<Key> own = new ArrayList<>();
          for (int i = 0; i < 5_000; i++) {
            Row row = row(thread + "-" + i);
            commit.put(row);
            own.add(row.key());
          }
          assertThat(rows.read(own)).hasSameSizeAs(own);
        });

    assertThat(table.reads()).isZero();
  }

  private GuardedTable guarded() {
    return new GuardedTable(table, platform, new NoTelemetry());
  }

  private Row row(String sort) {
    return rows.row(new Key("p", sort), Duration.ofDays(1), Map.of());
  }

  private static void tryRead(GuardedTable guarded) {
    try {
      guarded.readPage("p", "");
    } catch (TableUnavailableException _) {
      // As it must be.
    }
  }

  /// One key, for those who hold the lock.
  private static final class KeysUnderLock extends AbstractCollection<Key> {
    private final Key key;
    private final Object lock;

    KeysUnderLock(Key key, Object lock) {
      this.key = key;
      this.lock = lock;
    }

    @Override
    public Iterator<Key> iterator() {
      if (!Thread.holdsLock(lock)) {
        throw new AssertionError("what is known is read while another thread can change it");
      }
      return List.of(key).iterator();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private static final class LockedClock extends SystemPlatform {
    @Nullable Object lock;

    @Override
    public long nanoTime() {
      if (lock != null && !Thread.holdsLock(lock)) {
        throw new AssertionError("the clock is read for a decision that another thread can change");
      }
      return 0;
    }
  }
}
