package bridge.translate;

/// Something of an event that was not sent, or not as it stood, while the event went on.
///
/// @param path where in Segment's event, as `$.traits.optIn[0].timestamp`; it may hold trait names
///   of the customer's and so is for `@explain`, not for logs
public record Warning(WarningCode code, String path) {}
