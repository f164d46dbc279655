/// The console's side of the local bridge: what was seen of each event, and the page's own API. Fed
/// by `bridge.local`, which it does not know. Never deployed.
@NullMarked
package bridge.console;

import org.jspecify.annotations.NullMarked;
