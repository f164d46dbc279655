/// Promises about SQS's answers, read by the real SDK.
@NullMarked
package bridge.aws;

import org.jspecify.annotations.NullMarked;
