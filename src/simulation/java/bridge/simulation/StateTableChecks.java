package bridge.simulation;

/// What must hold where a memory is on.
record StateTableChecks(Erasures erasures, StaleValueCheck staleValues, VisitorCheck visitors) {}
