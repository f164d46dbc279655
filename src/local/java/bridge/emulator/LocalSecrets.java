package bridge.emulator;

import bridge.aws.AwsClients;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

/// Secrets Manager on this machine: the emulator in this process, or a service that speaks its
/// protocol at a given endpoint.
public final class LocalSecrets implements AutoCloseable {
  public static final String SIGNATURE = "local/segment-secret";
  public static final String TOKEN = "local/segment-token";
  public static final String REGAL_KEY = "local/regal-key";

  private final @Nullable SecretsManagerEmulator emulator;
  private final String endpoint;
  private final Map<String, String> there;

  /// @param env region and keys
  /// @param endpoint null for the emulator
  /// @param keptNames secrets that are only made where there are none: who runs the bridge may have
  ///   changed them since
  public LocalSecrets(
      Map<String, String> env,
      @Nullable String endpoint,
      Map<String, String> secrets,
      Set<String> keptNames)
      throws IOException {
    this.there = new HashMap<>(env);
    if (endpoint == null) {
      this.emulator = new SecretsManagerEmulator();
      this.endpoint = emulator.url();
      secrets.forEach(emulator::put);
    } else {
      this.emulator = null;
      this.endpoint = endpoint;
      there.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint);
      try (SecretsManagerClient client = new AwsClients(there).secretsManager()) {
        secrets.forEach((name, value) -> put(client, name, value, keptNames.contains(name)));
      }
    }
  }

  /// Puts a secret's value, whether it is there or not.
  public void put(String name, String value) {
    if (emulator != null) {
      emulator.put(name, value);
      return;
    }
    try (SecretsManagerClient client = new AwsClients(there).secretsManager()) {
      put(client, name, value, false);
    }
  }

  public String endpoint() {
    return endpoint;
  }

  private static void put(SecretsManagerClient client, String name, String value, boolean isKept) {
    try {
      client.createSecret(
          r -> r.name(name).secretString(value).overrideConfiguration(EmulatorTimeouts::extend));
    } catch (ResourceExistsException _) {
      if (!isKept) {
        client.putSecretValue(
            r ->
                r.secretId(name)
                    .secretString(value)
                    .overrideConfiguration(EmulatorTimeouts::extend));
      }
    }
  }

  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
