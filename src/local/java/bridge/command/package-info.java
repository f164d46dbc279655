/// The commands of `mvn exec:exec`: the whole bridge on one machine, its demo and its checks. Never
/// deployed.
@NullMarked
package bridge.command;

import org.jspecify.annotations.NullMarked;
