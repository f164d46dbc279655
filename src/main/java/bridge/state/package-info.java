/// What a queue cannot remember: visitors' links, deliveries, the newest times and consents. Knows
/// neither Segment's events nor Regal's requests.
@NullMarked
package bridge.state;

import org.jspecify.annotations.NullMarked;
