/// Stand-ins for what surrounds the bridge: hand-written, scripted, without sleeping.
@NullMarked
package bridge.standin;

import org.jspecify.annotations.NullMarked;
