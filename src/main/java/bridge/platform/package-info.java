/// What the steps need of the machine they run on: time, waiting, chance and threads. Knows no
/// other package.
@NullMarked
package bridge.platform;

import org.jspecify.annotations.NullMarked;
