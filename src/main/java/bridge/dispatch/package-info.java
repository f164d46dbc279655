/// Step 2: a batch of messages is posted to Regal, in order per person; what comes back is the list
/// of messages that are not done.
@NullMarked
package bridge.dispatch;

import org.jspecify.annotations.NullMarked;
