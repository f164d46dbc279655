package bridge.queue;

/// About how many messages a queue holds: SQS counts with up to a minute's delay.
///
/// @param visible waiting to be handed out
/// @param inFlight handed out and neither deleted nor back
public record QueueDepth(long visible, long inFlight) {}
