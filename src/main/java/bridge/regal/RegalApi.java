package bridge.regal;

import bridge.secret.Secret;
import java.time.Duration;

/// Regal's events API: one POST, one response. It blocks.
public interface RegalApi {
  /// Posts once, never twice, follows no redirect, and ends after `timeout` in all.
  Delivery post(RegalRequest request, Secret apiKey, Duration timeout) throws InterruptedException;
}
