package bridge.fake;

import bridge.platform.Platform;
import bridge.simulation.TableModel;
import bridge.state.Key;
import bridge.state.Row;
import bridge.state.RowRejectedException;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The simulation's model of a table, called without delay. It refuses what DynamoDB refuses. A
/// script may let a call fail before it did anything, or lose its answer.
public final class FakeTable implements Table {
  /// What happens to a call.
  public enum CallResult {
    SUCCESS,
    /// Nothing is done.
    FAILED,
    /// The table does not take the row.
    REJECTED,
    /// It is done, and the response is lost.
    RESPONSE_LOST,
    /// It is done, the response is lost, and the SDK asks again.
    ASKED_AGAIN
  }

  private final TableModel table;
  private final List<String> calls = new ArrayList<>();
  private int reads;
  private int writes;
  private int unprocessed;
  private Function<String, CallResult> callResults = _ -> CallResult.SUCCESS;

  public FakeTable(Platform platform) {
    this.table = new TableModel(platform::now);
  }

  /// Decides by what is called: `read`, `readPage`, `write consent`, `delete`.
  public synchronized void setCallResults(Function<String, CallResult> callResults) {
    this.callResults = callResults;
  }

  public synchronized void setDown(boolean isDown) {
    setCallResults(_ -> isDown ? CallResult.FAILED : CallResult.SUCCESS);
  }

  /// So many batch writes leave all of their rows.
  public synchronized void leaveUnprocessed(int calls) {
    unprocessed = calls;
  }

  /// Everything that stands in it but the claims of batches, which name nobody.
  public synchronized List<Row> scan() {
    return table.scan().stream().filter(row -> !row.key().sort().equals("batch")).toList();
  }

  /// What was called since the last time.
  public synchronized List<String> calls() {
    List<String> made = List.copyOf(calls);
    calls.clear();
    return made;
  }

  /// How many rows were asked for.
  public synchronized int reads() {
    return reads;
  }

  /// How many rows were written or deleted, or would have been.
  public synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized List<Row> read(List<Key> keys) throws TableUnavailableException {
    TableModel.checkLimits(keys, MAX_READS);
    reads += keys.size();
    return call("read", () -> table.read(keys));
  }

  @Override
  public synchronized Page readPage(String partition, String after)
      throws TableUnavailableException {
    return call("readPage", () -> table.readPage(partition, after));
  }

  @Override
  public synchronized Write write(Row row, @Nullable String expected)
      throws TableUnavailableException {
    writes++;
    requireLimits(List.of(row));
    return call(
        "write " + row.key().sort().replaceFirst("#.*", ""), () -> table.write(row, expected));
  }

  @Override
  public synchronized List<Row> put(List<Row> rows) throws TableUnavailableException {
    TableModel.checkLimits(rows.stream().map(Row::key).toList(), MAX_ROWS);
    writes += rows.size();
    requireLimits(rows);
    String sort = rows.getFirst().key().sort().replaceFirst("#.*", "");
    return call("write " + sort, () -> unprocessed-- > 0 ? rows : table.put(rows));
  }

  @Override
  public synchronized List<Key> delete(List<Key> keys) throws TableUnavailableException {
    TableModel.checkLimits(keys, MAX_ROWS);
    writes += keys.size();
    return call("delete", () -> unprocessed-- > 0 ? keys : table.delete(keys));
  }

  /// An item holds 400 KB, its sort key 1 KB.
  private static void requireLimits(List<Row> rows) throws RowRejectedException {
    for (Row row : rows) {
      int bytes = bytes(row.key().partition() + row.key().sort() + row.token());
      for (Map.Entry<String, String> value : row.values().entrySet()) {
        bytes += bytes(value.getKey() + value.getValue());
      }
      if (bytes > 400 * 1_024 || bytes(row.key().sort()) > 1_024) {
        throw new RowRejectedException("over the limits");
      }
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private interface Call<T> {
    T run();
  }

  private <T> T call(String what, Call<T> call) throws TableUnavailableException {
    calls.add(what);
    CallResult callResult = callResults.apply(what);
    if (callResult == CallResult.FAILED) {
      throw new TableUnavailableException("down");
    }
    if (callResult == CallResult.REJECTED) {
      throw new RowRejectedException("too large");
    }
    T first = call.run();
    T result = callResult == CallResult.ASKED_AGAIN ? call.run() : first;
    if (callResult == CallResult.RESPONSE_LOST) {
      throw new TableUnavailableException("answer lost");
    }
    return result;
  }
}
