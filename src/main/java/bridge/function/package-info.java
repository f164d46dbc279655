/// The classes that template.yaml names: Lambda's events and responses outside, wiring inside.
@NullMarked
package bridge.function;

import org.jspecify.annotations.NullMarked;
