/// Promises about the cached secrets.
@NullMarked
package bridge.secret;

import org.jspecify.annotations.NullMarked;
