package bridge.simulation;

import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Duration;

/// Secrets Manager, seen from one environment: it takes its time when asked, and is down by spells
/// and by chance.
final class SecretModel implements SecretSource {
  private static final Duration LATENCY = Duration.ofMillis(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Scheduler scheduler;
  private final Faults faults;
  private final TimedValue<Boolean> isDown;
  private final TimedValue<String> stored;

  SecretModel(
      Scheduler scheduler, Faults faults, TimedValue<Boolean> isDown, TimedValue<String> stored) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.isDown = isDown;
    this.stored = stored;
  }

  @Override
  public Secret fetch() throws SecretUnavailableException {
    faults.countOperation();
    boolean isFailing = isDown.valueAt(scheduler.nanoTime()) || faults.inject(Fault.SECRETS_DOWN);
    scheduler.sleep(isFailing ? TIMEOUT : LATENCY);
    if (isFailing) {
      throw new SecretUnavailableException("down");
    }
    return new Secret(stored.valueAt(scheduler.nanoTime()));
  }
}
