/// template.yaml as data, and the rules it keeps.
@NullMarked
package bridge.template;

import org.jspecify.annotations.NullMarked;
