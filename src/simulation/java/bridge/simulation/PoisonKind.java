package bridge.simulation;

/// What Regal has against one event alone, whatever it answers to others.
enum PoisonKind {
  NONE,
  ALWAYS_400,
  ALWAYS_422,
  ALWAYS_403,
  ALWAYS_500,
  ALWAYS_503,
  ALWAYS_401,
  ALWAYS_404,
  ALWAYS_TIMES_OUT,
  /// 500 until an hour after it was made.
  FOR_AN_HOUR;

  boolean isPermanent() {
    return this != NONE && this != FOR_AN_HOUR;
  }
}
