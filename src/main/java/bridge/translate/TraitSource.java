package bridge.translate;

import bridge.json.Json;

/// A place in an event that holds data of its person (M2, M2c).
///
/// @param isOwn whether these are an identify call's own traits; consent and isPrimary are read
///   only there
record TraitSource(Json.Obj traits, JsonPath path, boolean isOwn) {}
