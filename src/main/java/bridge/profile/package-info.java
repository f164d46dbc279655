/// A person as Regal knows one: identifiers and consent. Uses no other package.
@NullMarked
package bridge.profile;

import org.jspecify.annotations.NullMarked;
