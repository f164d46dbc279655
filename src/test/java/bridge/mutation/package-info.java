/// Mutants of the code at its edges, and the run that shows which test kills each.
@NullMarked
package bridge.mutation;

import org.jspecify.annotations.NullMarked;
