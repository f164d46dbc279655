/// Step 1: turns a webhook request into messages that SQS has confirmed. Must not use Regal's API.
@NullMarked
package bridge.ingest;

import org.jspecify.annotations.NullMarked;
