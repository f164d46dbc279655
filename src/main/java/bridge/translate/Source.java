package bridge.translate;

import bridge.json.Json;

/// Where an event tells of its person, and what may be read there besides (M2, M2c).
record Source(Json.Obj traits, At at, Standing standing) {
  enum Standing {
    /// An identify call's own traits: consent and the choice of the primary are read.
    OWN,
    /// What context.traits adds to an identify call: neither is read.
    ADDED,
    /// Traits of a track, page or screen call: neither is read, and consent there is reported.
    BESIDE
  }

  boolean isOwn() {
    return standing == Standing.OWN;
  }
}
