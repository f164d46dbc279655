/// Segment's events: types, ids, times, Engage. Uses neither Regal nor SQS.
@NullMarked
package bridge.segment;

import org.jspecify.annotations.NullMarked;
