/// Delivery proved by simulation: models of SQS, Lambda, Regal and Segment on a virtual clock, the
/// deployed steps between them, and what must hold after each run. Never deployed.
@NullMarked
package bridge.simulation;

import org.jspecify.annotations.NullMarked;
