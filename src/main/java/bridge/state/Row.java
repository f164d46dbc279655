package bridge.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of the table.
///
/// @param token new for every write; a writer names the token of the row it has read
/// @param expires when the row counts as absent, null for never; the table may remove it later
public record Row(Key key, String token, @Nullable Instant expires, Map<String, String> values) {
  public Row {
    values = Map.copyOf(values);
  }

  /// A copy of a row's values to change, empty for no row.
  static Map<String, String> valuesOf(@Nullable Row row) {
    return new HashMap<>(row == null ? Map.of() : row.values);
  }

  /// A time among a row's values, 1970 if it has none of this name.
  static Instant time(@Nullable Row row, String name) {
    String millis = row == null ? "0" : row.values.getOrDefault(name, "0");
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// Never the values: those of a link are personal data.
  @Override
  public String toString() {
    return "Row[" + key + "]";
  }
}
