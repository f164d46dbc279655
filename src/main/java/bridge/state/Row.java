package bridge.state;

import java.time.Instant;
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

  /// Never the values: those of a link are personal data.
  @Override
  public String toString() {
    return "Row[" + key + "]";
  }
}
