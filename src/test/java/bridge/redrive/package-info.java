/// Promises about the redrive of dead letters.
@NullMarked
package bridge.redrive;

import org.jspecify.annotations.NullMarked;
