package bridge.simulation;

/// Whether a person wants to be texted, and when they said so.
///
/// @param at in milliseconds since 1970
record ConsentDecision(boolean isYes, long at) {}
