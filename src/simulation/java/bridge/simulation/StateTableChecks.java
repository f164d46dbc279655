package bridge.simulation;

/// The checks of a run with the state table.
record StateTableChecks(Erasures erasures, StaleValueCheck staleValues, VisitorCheck visitors) {}
