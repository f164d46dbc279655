/// Metrics and log lines for operators, never personal data. Uses no other package.
@NullMarked
package bridge.telemetry;

import org.jspecify.annotations.NullMarked;
