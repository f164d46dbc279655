package bridge.aws;

import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.temporal.ChronoUnit;
import software.amazon.lambda.powertools.parameters.BaseProvider;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// A secret of Secrets Manager, read with Powertools. Powertools' cache is off: it can neither
/// return an old value while the store is unavailable nor fetch before its time is up.
public final class PowertoolsSecret implements SecretSource {
  private final SecretsProvider provider;
  private final String arn;

  public PowertoolsSecret(SecretsProvider provider, String arn) {
    this.provider = provider;
    this.arn = arn;
  }

  @Override
  public Secret fetch() throws SecretUnavailableException {
    try {
      return new Secret(fetchFromStore());
    } catch (RuntimeException e) {
      throw new SecretUnavailableException(e.getClass().getSimpleName());
    }
  }

  private String fetchFromStore() {
    synchronized (provider) { // withMaxAge changes the provider until the next get
      BaseProvider uncached = provider.withMaxAge(0, ChronoUnit.SECONDS);
      String value = uncached.get(arn);
      if (value == null) {
        throw new IllegalStateException("the secret has no text");
      }
      return value;
    }
  }
}
