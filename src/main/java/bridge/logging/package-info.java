/// Log lines as Powertools has them, for whatever logs through SLF4J: the bridge, Powertools, the
/// AWS SDK. Knows only `json`.
@NullMarked
package bridge.logging;

import org.jspecify.annotations.NullMarked;
