package bridge.bench;

/// What was asked of the state table.
///
/// @param calls requests to DynamoDB
/// @param rowsRead keys that were asked for, whether a row is there or not; a query counts as one
/// @param rowsWritten rows put, updated or deleted, those included whose condition failed
/// @param readUnits DynamoDB's, for rows of up to 4 KB: one a row, half without strong consistency
/// @param writeUnits DynamoDB's: one for each KB of a row that is put, else one
record TableUse(
    double calls, double rowsRead, double rowsWritten, double readUnits, double writeUnits) {
  static final TableUse NONE = new TableUse(0, 0, 0, 0, 0);

  TableUse plus(TableUse other) {
    return new TableUse(
        calls + other.calls,
        rowsRead + other.rowsRead,
        rowsWritten + other.rowsWritten,
        readUnits + other.readUnits,
        writeUnits + other.writeUnits);
  }

  TableUse minus(TableUse before) {
    return plus(before.per(-1));
  }

  /// An event's share.
  TableUse per(int events) {
    return new TableUse(
        calls / events,
        rowsRead / events,
        rowsWritten / events,
        readUnits / events,
        writeUnits / events);
  }
}
