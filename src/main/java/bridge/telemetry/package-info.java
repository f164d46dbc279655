/// What an operator gets to see: counts and one line per outcome, never personal data. Knows no
/// other package.
@NullMarked
package bridge.telemetry;

import org.jspecify.annotations.NullMarked;
