/// The steps' queues, secrets and state table, on the AWS SDK and Powertools.
@NullMarked
package bridge.aws;

import org.jspecify.annotations.NullMarked;
