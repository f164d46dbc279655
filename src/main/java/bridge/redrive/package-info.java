/// Step 3, by hand: dead letters go to the bulk queue.
@NullMarked
package bridge.redrive;

import org.jspecify.annotations.NullMarked;
