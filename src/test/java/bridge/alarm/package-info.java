/// The template's alarms in simulated days.
@NullMarked
package bridge.alarm;

import org.jspecify.annotations.NullMarked;
