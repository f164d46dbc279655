/// Promises about delivery: order, nothing lost, who waits and who is parked.
@NullMarked
package bridge.dispatch;

import org.jspecify.annotations.NullMarked;
