/// What Segment sends, and how an event names its person. Knows nothing of Regal or SQS.
@NullMarked
package bridge.segment;

import org.jspecify.annotations.NullMarked;
