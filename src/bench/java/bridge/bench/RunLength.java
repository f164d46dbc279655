package bridge.bench;

/// How long to measure. Quick runs show whether all works; their figures are for nobody else.
enum RunLength {
  QUICK,
  FULL;

  int pick(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
