/// Messages, their attributes, and the queues as the steps use them. Uses neither Segment nor
/// Regal.
@NullMarked
package bridge.queue;

import org.jspecify.annotations.NullMarked;
