/// What travels between the functions, and the queues as the steps see them. Knows nothing of
/// Segment or Regal.
@NullMarked
package bridge.queue;

import org.jspecify.annotations.NullMarked;
