package bridge.queue;

import java.time.Duration;

/// The new visibility timeout of one message in flight, zero to 12 hours.
public record VisibilityChange(ReceivedEvent message, Duration hidden) {}
