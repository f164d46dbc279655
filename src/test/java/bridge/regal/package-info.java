/// Promises about the one POST: where it goes, what each end of it means.
@NullMarked
package bridge.regal;

import org.jspecify.annotations.NullMarked;
