/// Translates a Segment event into Regal's request, or into the reason why none is sent. Pure: no
/// clock, no I/O.
@NullMarked
package bridge.translate;

import org.jspecify.annotations.NullMarked;
