/// Step 2: posts a batch of messages to Regal, in order per person, and returns those that are not
/// done.
@NullMarked
package bridge.dispatch;

import org.jspecify.annotations.NullMarked;
