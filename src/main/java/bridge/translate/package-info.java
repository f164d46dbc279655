/// Segment's event becomes Regal's request, or the reason why not. Pure: no clock, no I/O.
@NullMarked
package bridge.translate;

import org.jspecify.annotations.NullMarked;
