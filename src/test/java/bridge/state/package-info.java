/// Promises about the state table, below those about whole batches.
@NullMarked
package bridge.state;

import org.jspecify.annotations.NullMarked;
