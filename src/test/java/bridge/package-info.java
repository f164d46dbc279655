/// Promises to the bridge's users, package by package; here the rules of the tree itself.
@NullMarked
package bridge;

import org.jspecify.annotations.NullMarked;
