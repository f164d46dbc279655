package bridge.state;

/// The key of a row. The partition is the hash of one identifier ([Hash]), so that all rows of a
/// person can be found from their identifiers and erased.
///
/// @param sort what the row is: `id`, `profile`, `consent`, `link`, `also#…`, `sent#…`, `batch`; of
///   the one row of [RedriveLock], `run`, and of [RejectionCount], `count`
public record Key(String partition, String sort) {}
