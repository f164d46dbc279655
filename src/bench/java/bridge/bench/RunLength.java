package bridge.bench;

/// How long to measure. A quick run only shows that everything works; its figures mean nothing.
enum RunLength {
  QUICK,
  FULL;

  int pick(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
