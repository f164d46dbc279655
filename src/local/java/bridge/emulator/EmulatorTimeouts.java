package bridge.emulator;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/// The first call to an emulator's service: it loads the service then, which may take longer than a
/// function would wait.
final class EmulatorTimeouts {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private EmulatorTimeouts() {}

  static void extend(AwsRequestOverrideConfiguration.Builder call) {
    call.apiCallAttemptTimeout(TIMEOUT).apiCallTimeout(TIMEOUT);
  }
}
