package bridge.queue;

/// The approximate number of messages in a queue; SQS counts with a delay of up to a minute.
///
/// @param visible waiting to be received
/// @param inFlight received and neither deleted nor visible again
public record QueueDepth(long visible, long inFlight) {}
