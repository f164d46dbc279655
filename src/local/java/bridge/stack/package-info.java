/// A deployed stack as this machine sees it: AWS's APIs, called with the operator's own rights. It
/// only reads.
@NullMarked
package bridge.stack;

import org.jspecify.annotations.NullMarked;
