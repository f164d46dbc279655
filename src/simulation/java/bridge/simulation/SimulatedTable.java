package bridge.simulation;

import bridge.state.Key;
import bridge.state.Row;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One environment's way to the modelled table, as the deployed adapter goes it: a call takes about
/// 10 ms, is tried again by the SDK after half a second, and is given up after 1.2 s (AwsClients);
/// then it is unknown whether it was, or will be, done.
final class SimulatedTable implements Table {
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);
  private static final Duration ERROR_LATENCY = Duration.ofMillis(60);
  private static final int LATEST_MILLIS = 5_000;

  private final World world;
  private final DispatchEnvironment environment;
  private final SplittableRandom random;

  SimulatedTable(World world, DispatchEnvironment environment, SplittableRandom random) {
    this.world = world;
    this.environment = environment;
    this.random = random;
  }

  @Override
  public List<Row> read(List<Key> keys) throws TableUnavailableException {
    TableModel.checkLimits(keys, MAX_READS);
    List<Row> rows =
        call(
            false,
            () -> {
              recordErasures(keys);
              return world.table.read(keys);
            });
    environment.invocation().recordRead(keys, world.scheduler.nanoTime());
    return rows;
  }

  private void recordErasures(List<Key> keys) {
    for (SimulatedEvent event : environment.invocation().events()) {
      if (ErasureCheck.isBegin(keys, event)) {
        world.erasures.begin(event.person);
        world.erasureCheck.begin(event);
      }
    }
  }

  @Override
  public Page readPage(String partition, String after) throws TableUnavailableException {
    return call(false, () -> world.table.readPage(partition, after));
  }

  @Override
  public Write write(Row row, @Nullable String expected) throws TableUnavailableException {
    Write write = call(true, () -> world.table.write(row, expected));
    environment.invocation().isUnclaimed &= !row.key().sort().equals("batch");
    Row existing = write instanceof Write.Refused(Row there) ? there : row;
    if (existing == null || !existing.token().equals(row.token())) {
      environment.invocation().isRefused |= row.key().sort().equals("batch");
    } else {
      environment.invocation().recordWrite(row, world.scheduler.nanoTime());
    }
    return write;
  }

  /// Some rows may be left unwritten.
  @Override
  public List<Row> put(List<Row> rows) throws TableUnavailableException {
    TableModel.checkLimits(rows.stream().map(Row::key).toList(), MAX_ROWS);
    int taken =
        world.faults.inject(Fault.TABLE_UNPROCESSED) ? random.nextInt(rows.size()) : rows.size();
    List<Row> written = rows.subList(0, taken);
    try {
      call(true, () -> world.table.put(written));
    } catch (TableUnavailableException e) {
      rows.forEach(environment.invocation()::recordUnwritten);
      world.duplicateBounds.allow(DuplicateCause.TABLE_UNAVAILABLE_AFTER, rows.size());
      throw e;
    }
    written.forEach(row -> environment.invocation().recordWrite(row, world.scheduler.nanoTime()));
    List<Row> left = rows.subList(taken, rows.size());
    left.forEach(environment.invocation()::recordUnwritten);
    world.duplicateBounds.allow(DuplicateCause.TABLE_UNAVAILABLE_AFTER, left.size());
    return left;
  }

  /// Some rows may be left.
  @Override
  public List<Key> delete(List<Key> keys) throws TableUnavailableException {
    TableModel.checkLimits(keys, MAX_ROWS);
    world.duplicateBounds.allow(
        DuplicateCause.PERSON_ERASED,
        keys.stream().filter(key -> key.sort().startsWith("sent#")).count());
    int taken =
        world.faults.inject(Fault.TABLE_UNPROCESSED) ? random.nextInt(keys.size()) : keys.size();
    call(true, () -> world.table.delete(keys.subList(0, taken)));
    return keys.subList(taken, keys.size());
  }

  private interface Call<T> {
    T run();
  }

  private <T> T call(boolean isChange, Call<T> call) throws TableUnavailableException {
    Scheduler scheduler = world.scheduler;
    Faults faults = world.faults;
    faults.countOperation();
    if (world.faultSchedule.tableDown().valueAt(scheduler.nanoTime())) {
      faults.count(Fault.TABLE_DOWN);
      throw fail(random.nextBoolean() ? ERROR_LATENCY : TIMEOUT);
    }
    if (faults.inject(Fault.TABLE_THROTTLED)) {
      throw fail(ERROR_LATENCY);
    }
    if (isChange && faults.inject(Fault.TABLE_LATE)) {
      Duration delay = TIMEOUT.plusMillis(random.nextInt(LATEST_MILLIS));
      scheduler.runAfter(delay, call::run);
      throw fail(TIMEOUT);
    }
    if (faults.inject(Fault.TABLE_RESPONSE_LOST)) {
      call.run();
      throw fail(TIMEOUT);
    }
    if (isChange && faults.inject(Fault.TABLE_RETRIED)) {
      call.run();
      scheduler.sleep(RETRY_DELAY);
      return call.run();
    }
    Duration latency =
        faults.inject(Fault.TABLE_SLOW)
            ? Duration.ofMillis(100 + random.nextInt(1_000))
            : Duration.ofMillis(8 + random.nextInt(5));
    if (isChange && random.nextBoolean()) { // a function that dies meanwhile has written
      T result = call.run();
      scheduler.sleep(latency);
      return result;
    }
    scheduler.sleep(latency);
    return call.run();
  }

  private TableUnavailableException fail(Duration after) {
    world.scheduler.sleep(after);
    return new TableUnavailableException("simulated");
  }
}
