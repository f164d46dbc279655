/// Stand-ins for what the bridge talks to, written by hand and scripted by the tests.
@NullMarked
package bridge.standin;

import org.jspecify.annotations.NullMarked;
