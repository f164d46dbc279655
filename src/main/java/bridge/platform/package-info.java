/// Clock, sleep, randomness and parallel tasks. Uses no other package.
@NullMarked
package bridge.platform;

import org.jspecify.annotations.NullMarked;
