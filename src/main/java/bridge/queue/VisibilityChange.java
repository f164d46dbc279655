package bridge.queue;

import java.time.Duration;

/// How long one message that was handed out stays hidden from now on, zero to 12 hours.
public record VisibilityChange(ReceivedEvent message, Duration hidden) {}
