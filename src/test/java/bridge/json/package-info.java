/// Promises about JSON as values.
@NullMarked
package bridge.json;

import org.jspecify.annotations.NullMarked;
