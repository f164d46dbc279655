/// JSON values that keep the digits of numbers and the order of members. Uses no other package.
@NullMarked
package bridge.json;

import org.jspecify.annotations.NullMarked;
