/// Secrets as the steps see them: fetched through one interface, printed as stars. Knows no other
/// package.
@NullMarked
package bridge.secret;

import org.jspecify.annotations.NullMarked;
