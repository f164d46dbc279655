/// What Regal takes, and how it answers one request. Knows nothing of Segment or SQS.
@NullMarked
package bridge.regal;

import org.jspecify.annotations.NullMarked;
