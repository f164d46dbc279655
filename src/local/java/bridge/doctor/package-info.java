/// The check-up of a deployed stack: reads it through `bridge.stack`, changes nothing, and says
/// what an operator has to do. Never deployed.
@NullMarked
package bridge.doctor;

import org.jspecify.annotations.NullMarked;
