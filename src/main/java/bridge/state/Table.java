package bridge.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key-value table whose rows are written on condition. Each call is one call of the store, so it
/// blocks. An exception means that a write may or may not have happened.
public interface Table {
  int MAX_KEYS = 25;

  /// What came of a write.
  sealed interface Write {
    record Done() implements Write {}

    /// Another row stands there, or none where one was expected.
    record Refused(@Nullable Row standing) implements Write {}
  }

  /// The rows that stand there, as of now; those that do not are left out.
  ///
  /// @param keys one to 25, none twice
  List<Row> read(List<Key> keys) throws TableUnavailableException;

  /// All rows of one partition.
  List<Row> readAll(String partition) throws TableUnavailableException;

  /// Writes the whole row if the one there has the token `expected`; null expects none.
  Write write(Row row, @Nullable String expected) throws TableUnavailableException;

  /// Deletes the rows, whatever stands there.
  ///
  /// @param keys one to 25, none twice
  void delete(List<Key> keys) throws TableUnavailableException;
}
