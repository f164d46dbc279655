/// The queues and secrets of the steps, on the AWS SDK.
@NullMarked
package bridge.aws;

import org.jspecify.annotations.NullMarked;
