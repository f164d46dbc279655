/// The console for a deployed stack: a page on this machine that reads and acts through
/// `bridge.stack` with the operator's own rights. Nothing of it is deployed.
@NullMarked
package bridge.operator;

import org.jspecify.annotations.NullMarked;
