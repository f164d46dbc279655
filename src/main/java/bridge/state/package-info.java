/// The state table: identity links, delivery records, latest values, consent, erasure. Uses neither
/// Segment's events nor Regal's requests.
@NullMarked
package bridge.state;

import org.jspecify.annotations.NullMarked;
