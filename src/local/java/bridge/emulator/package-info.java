/// Emulators of the services around the functions: each speaks the service's protocol on the
/// loopback address. Never deployed.
@NullMarked
package bridge.emulator;

import org.jspecify.annotations.NullMarked;
