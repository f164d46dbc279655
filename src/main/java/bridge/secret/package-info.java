/// Secrets: fetched through one interface, printed as stars. Uses no other package.
@NullMarked
package bridge.secret;

import org.jspecify.annotations.NullMarked;
