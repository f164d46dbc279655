package bridge.state;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key-value table with conditional writes. Each call blocks for one call of the store. After an
/// exception a write may or may not have happened.
public interface Table {
  /// The longest duration of one call.
  Duration TIMEOUT = Duration.ofMillis(1_200);

  /// The most keys of one read.
  int MAX_READS = 100;

  /// The most rows of one page, write or delete.
  int MAX_ROWS = 25;

  /// The result of a write.
  sealed interface Write {
    record Done() implements Write {}

    /// Another row is stored, or none where one was expected.
    record Refused(@Nullable Row stored) implements Write {}
  }

  /// Some rows of a partition, by their sort keys.
  record Page(List<Row> rows, boolean isLast) {}

  /// The stored rows, read consistently; absent rows are left out.
  ///
  /// @param keys one to 100, none twice
  List<Row> read(List<Key> keys) throws TableUnavailableException;

  /// The next rows of one partition, at most 25, read consistently.
  ///
  /// @param after the last sort key before them, empty for none
  Page readPage(String partition, String after) throws TableUnavailableException;

  /// Writes the whole row if the stored one has the token `expected`; null expects none.
  Write write(Row row, @Nullable String expected) throws TableUnavailableException;

  /// Writes whole rows unconditionally and returns those that were not written.
  ///
  /// @param rows one to 25, no key twice
  List<Row> put(List<Row> rows) throws TableUnavailableException;

  /// Deletes the rows unconditionally and returns the keys of those that were not deleted.
  ///
  /// @param keys one to 25, none twice
  List<Key> delete(List<Key> keys) throws TableUnavailableException;
}
