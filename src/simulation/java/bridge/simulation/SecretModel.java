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
  private static final Duration LATENCY = Duration.ofMillis(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Scheduler scheduler;
  private final Faults faults;
  private final TimedValue<Boolean> isDown;
  private final Supplier<String> store;
  private @Nullable Secret cached;
  private long cachedAt;

  SecretModel(
      Scheduler scheduler, Faults faults, TimedValue<Boolean> isDown, Supplier<String> store) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.isDown = isDown;
    this.store = store;
  }

  @Override
  public Secret fetch(Duration maxAge) throws SecretUnavailableException {
    if (cached != null && cachedAt + maxAge.toNanos() > scheduler.nanoTime()) {
      return cached;
    }
    faults.countOperation();
    boolean isFailing = isDown.valueAt(scheduler.nanoTime()) || faults.inject(Fault.SECRETS_DOWN);
    scheduler.sleep(isFailing ? TIMEOUT : LATENCY);
    if (isFailing) {
      throw new SecretUnavailableException("down");
    }
    Secret secret = new Secret(store.get());
    cached = secret;
    cachedAt = scheduler.nanoTime();
    return secret;
  }
}
