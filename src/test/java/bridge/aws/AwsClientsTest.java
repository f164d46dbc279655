package bridge.aws;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.RawServer;
import bridge.secret.SecretSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// How long a call of AWS may take, and how often a secret is asked for.
class AwsClientsTest {
  private static final AwsClients CLIENTS =
      new AwsClients(Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));

  /// Segment waits 5 s for ingest, and an event does without the table rather than wait for it.
  static List<Arguments> timeouts() {
    return List.of(
        Arguments.of(
            CLIENTS.sqs().serviceClientConfiguration().overrideConfiguration(), 2_000, 5_000),
        Arguments.of(
            CLIENTS.secretsManager().serviceClientConfiguration().overrideConfiguration(),
            1_500,
            2_500),
        Arguments.of(
            CLIENTS.dynamoDb().serviceClientConfiguration().overrideConfiguration(), 500, 1_200));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void everyCallAndEveryAttemptHasItsTimeout(
      ClientOverrideConfiguration configuration, long attempt, long call) {
    assertThat(configuration.apiCallAttemptTimeout()).contains(Duration.ofMillis(attempt));
    assertThat(configuration.apiCallTimeout()).contains(Duration.ofMillis(call));
  }

  @Test
  void everyFetchOfASecretAsksTheStore() throws Exception {
    String stored = "{\"Name\":\"n\",\"SecretString\":\"s\"}";
    try (RawServer store =
        RawServer.withResponse(
            "HTTP/1.1 200 X\nContent-Length: %d\n\n%s".formatted(stored.length(), stored))) {
      AwsClients clients =
          new AwsClients(
              Map.of(
                  "AWS_ACCESS_KEY_ID", "test",
                  "AWS_SECRET_ACCESS_KEY", "test",
                  "AWS_ENDPOINT_URL", "http://127.0.0.1:" + store.uri("http").getPort()));
      SecretSource secret =
          new PowertoolsSecret(
              SecretsProvider.builder().withClient(clients.secretsManager()).build(), "arn");
      secret.fetch();
      secret.fetch();

      assertThat(store.requests()).hasSize(2);
    }
  }
}
