/// Promises about sending parked events back.
@NullMarked
package bridge.replay;

import org.jspecify.annotations.NullMarked;
