/// Promises about delivery: order, no loss, which groups are blocked and what is dead-lettered.
@NullMarked
package bridge.dispatch;

import org.jspecify.annotations.NullMarked;
