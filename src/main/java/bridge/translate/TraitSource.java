package bridge.translate;

import bridge.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in an event that holds data of its person (M2, M2c).
///
/// @param isOwn whether these are an identify call's own traits; a yes and isPrimary are read only
///   there
record TraitSource(Json.Obj traits, JsonPath path, boolean isOwn) {
  /// One part of the person data, as one source holds it; null if it has none.
  interface Part {
    @Nullable Json read(TraitSource source);
  }

  /// The part of the first source that has it.
  static @Nullable Json first(List<TraitSource> sources, Part part) {
    for (TraitSource source : sources) {
      Json value = part.read(source);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
