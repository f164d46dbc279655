/// Step 1: a webhook request becomes messages that SQS has confirmed. Must not know Regal.
@NullMarked
package bridge.ingest;

import org.jspecify.annotations.NullMarked;
