/// JSON as values that keep what was sent: numbers keep their digits, members their order. Knows no
/// other package.
@NullMarked
package bridge.json;

import org.jspecify.annotations.NullMarked;
