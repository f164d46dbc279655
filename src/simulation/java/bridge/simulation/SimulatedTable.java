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
/// then nobody knows whether it was, or will be, done.
final class SimulatedTable implements Table {
  private static final Duration TRIED_AGAIN = Duration.ofMillis(500);
  private static final Duration GIVEN_UP = Duration.ofMillis(1_200);
  private static final Duration REFUSED = Duration.ofMillis(60);
  private static final int LATEST_MILLIS = 5_000;

  private final Scheduler scheduler;
  private final TableModel table;
  private final Faults faults;
  private final TimedValue<Boolean> isDown;
  private final Erasures erasures;
  private final DispatchEnvironment environment;
  private final SplittableRandom random;
  private int failures;

  SimulatedTable(
      Scheduler scheduler,
      TableModel table,
      Faults faults,
      TimedValue<Boolean> isDown,
      Erasures erasures,
      DispatchEnvironment environment,
      SplittableRandom random) {
    this.scheduler = scheduler;
    this.table = table;
    this.faults = faults;
    this.isDown = isDown;
    this.erasures = erasures;
    this.environment = environment;
    this.random = random;
  }

  /// Calls that failed since the last that did not.
  int failures() {
    return failures;
  }

  @Override
  public List<Row> read(List<Key> keys) throws TableUnavailableException {
    checkLimits(keys);
    return called(false, () -> table.read(keys));
  }

  /// Only what erases a person asks for all.
  @Override
  public List<Row> readAll(String partition) throws TableUnavailableException {
    for (SimulatedEvent simulatedEvent : environment.invocation().facts()) {
      if (simulatedEvent.eventKind == EventKind.DELETE) {
        erasures.begins(simulatedEvent.person);
      }
    }
    return called(false, () -> table.readAll(partition));
  }

  @Override
  public Write write(Row row, @Nullable String expected) throws TableUnavailableException {
    Write write = called(true, () -> table.write(row, expected));
    Row standing = write instanceof Write.Refused(Row there) ? there : row;
    if (standing != null && standing.token().equals(row.token())) {
      environment.invocation().wrote(row);
    }
    return write;
  }

  @Override
  public void delete(List<Key> keys) throws TableUnavailableException {
    checkLimits(keys);
    called(
        true,
        () -> {
          table.delete(keys);
          return keys;
        });
  }

  private interface Call<T> {
    T made();
  }

  private <T> T called(boolean isChange, Call<T> call) throws TableUnavailableException {
    faults.operation();
    if (isDown.at(scheduler.nanoTime())) {
      faults.count(Fault.TABLE_DOWN);
      throw failed(random.nextBoolean() ? REFUSED : GIVEN_UP);
    }
    if (faults.strikes(Fault.TABLE_THROTTLED)) {
      throw failed(REFUSED);
    }
    if (isChange && faults.strikes(Fault.TABLE_LATE)) {
      Duration late = GIVEN_UP.plusMillis(random.nextInt(LATEST_MILLIS));
      scheduler.after(late, call::made);
      throw failed(GIVEN_UP);
    }
    if (faults.strikes(Fault.TABLE_ANSWER_LOST)) {
      call.made();
      throw failed(GIVEN_UP);
    }
    if (isChange && faults.strikes(Fault.TABLE_TRIED_AGAIN)) {
      call.made();
      scheduler.sleep(TRIED_AGAIN);
      return answered(call.made());
    }
    Duration takes =
        faults.strikes(Fault.TABLE_SLOW)
            ? Duration.ofMillis(100 + random.nextInt(1_000))
            : Duration.ofMillis(8 + random.nextInt(5));
    if (isChange && random.nextBoolean()) { // whoever dies meanwhile has written
      T answer = call.made();
      scheduler.sleep(takes);
      return answered(answer);
    }
    scheduler.sleep(takes);
    return answered(call.made());
  }

  private <T> T answered(T answer) {
    failures = 0;
    return answer;
  }

  private TableUnavailableException failed(Duration after) {
    scheduler.sleep(after);
    failures++;
    return new TableUnavailableException("simulated");
  }

  private static void checkLimits(List<Key> keys) {
    if (keys.isEmpty()
        || keys.size() > MAX_KEYS
        || keys.stream().distinct().count() < keys.size()) {
      throw new IllegalStateException(keys.size() + " keys, or one twice");
    }
  }
}
