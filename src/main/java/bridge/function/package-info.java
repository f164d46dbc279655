/// The classes that template.yaml names: Lambda's shapes on the outside, wiring inside.
@NullMarked
package bridge.function;

import org.jspecify.annotations.NullMarked;
