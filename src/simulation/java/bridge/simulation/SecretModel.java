package bridge.simulation;

import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Secrets Manager, seen from one environment: it keeps a copy as the deployed source does, takes
/// its time when asked, and is down by spells and by chance.
final class SecretModel implements SecretSource {
  private static final Duration ASKING = Duration.ofMillis(15);
  private static final Duration HANGING = Duration.ofSeconds(2);

  private final Scheduler scheduler;
  private final Faults faults;
  private final TimedValue<Boolean> isDown;
  private final Supplier<String> store;
  private @Nullable Secret copy;
  private long copiedAt;

  SecretModel(
      Scheduler scheduler, Faults faults, TimedValue<Boolean> isDown, Supplier<String> store) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.isDown = isDown;
    this.store = store;
  }

  @Override
  public Secret fetch(Duration maxAge) throws SecretUnavailableException {
    if (copy != null && copiedAt + maxAge.toNanos() > scheduler.nanoTime()) {
      return copy;
    }
    faults.operation();
    boolean fails = isDown.at(scheduler.nanoTime()) || faults.strikes(Fault.SECRETS_DOWN);
    scheduler.sleep(fails ? HANGING : ASKING);
    if (fails) {
      throw new SecretUnavailableException("down");
    }
    Secret secret = new Secret(store.get());
    copy = secret;
    copiedAt = scheduler.nanoTime();
    return secret;
  }
}
