/// Step 3, by hand: parked events go back to the events queue.
@NullMarked
package bridge.redrive;

import org.jspecify.annotations.NullMarked;
