package bridge.translate;

/// A part of an event that was dropped or changed, while the rest was handled as usual.
///
/// @param path where in Segment's event, for example `$.traits.optIn[0].timestamp`; it may hold the
///   customer's trait names, so `@explain` shows it and logs do not
public record Warning(WarningCode code, String path) {}
