/// Measures and searches that run by hand; never deployed.
@NullMarked
package bridge.bench;

import org.jspecify.annotations.NullMarked;
