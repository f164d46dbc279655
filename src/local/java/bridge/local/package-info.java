/// The whole bridge on one machine, with stand-ins around it. Never deployed.
@NullMarked
package bridge.local;

import org.jspecify.annotations.NullMarked;
