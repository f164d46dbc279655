/// JSON log lines in the layout of Powertools, for everything that logs through SLF4J: the bridge,
/// Powertools, the AWS SDK. Uses only `json`.
@NullMarked
package bridge.logging;

import org.jspecify.annotations.NullMarked;
