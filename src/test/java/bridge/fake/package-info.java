/// Fakes of what surrounds the bridge: hand-written, scripted, without sleeping.
@NullMarked
package bridge.fake;

import org.jspecify.annotations.NullMarked;
