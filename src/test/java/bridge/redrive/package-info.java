/// Promises about sending parked events back.
@NullMarked
package bridge.redrive;

import org.jspecify.annotations.NullMarked;
