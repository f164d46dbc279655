package bridge.simulation;

/// What Regal answers to everybody during an outage.
enum OutageKind {
  /// There is no outage.
  NONE,
  OUTAGE_503,
  FAST_500,
  TIME_OUTS,
  NO_CONNECTION,
  TOO_FAST_429,
  CONTRACT_400,
  FORBIDDEN_403,
  MOVED_404,
  EVERYTHING,
  SLOW
}
