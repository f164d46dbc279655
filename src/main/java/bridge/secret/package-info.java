/// Secrets: fetched through one interface, printed as stars. Uses package platform.
@NullMarked
package bridge.secret;

import org.jspecify.annotations.NullMarked;
