package bridge.simulation;

/// What must hold where a memory is on.
record MemoryChecks(Erasures erasures, NewestCheck newest, VisitorCheck visitors) {}
