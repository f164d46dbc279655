package bridge.translate;

import bridge.json.Json;

/// Where an event tells of its person (M2, M2c).
///
/// @param isOwn whether these are an identify call's own traits: only there consent and the choice
///   of the primary are read
record TraitSource(Json.Obj traits, JsonPath path, boolean isOwn) {}
