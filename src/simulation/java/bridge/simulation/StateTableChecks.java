package bridge.simulation;

/// The checks of a run with the state table.
record StateTableChecks(
    Erasures erasures,
    ErasureCheck erasureCheck,
    StaleValueCheck staleValues,
    VisitorCheck visitors) {}
