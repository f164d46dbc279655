/// SHA-256. Uses no other package.
@NullMarked
package bridge.hash;

import org.jspecify.annotations.NullMarked;
