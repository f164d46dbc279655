/// Regal's request, client and results. Uses neither Segment nor SQS.
@NullMarked
package bridge.regal;

import org.jspecify.annotations.NullMarked;
