package bridge.aws;

import bridge.state.Table;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The AWS SDK's clients, built from Lambda's environment variables, without a search for region,
/// credentials or HTTP client at the start. For local runs, `AWS_ENDPOINT_URL` sets other endpoints
/// than AWS's own; `AWS_ENDPOINT_URL_SQS` and the like set that of one service.
public final class AwsClients {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
  private static final Duration SQS_ATTEMPT = Duration.ofSeconds(2);
  private static final Duration SQS_CALL = Duration.ofSeconds(5);

  /// Short, since Segment waits for ingest meanwhile; a first TLS handshake fits.
  private static final Duration SECRET_ATTEMPT = Duration.ofMillis(1_500);

  private static final Duration SECRET_CALL = Duration.ofMillis(2_500);

  /// Short, since every event waits for the table and can be delivered without it.
  private static final Duration TABLE_ATTEMPT = Duration.ofMillis(500);

  /// Lambda's own variable for functions with SnapStart, which get no keys in the environment.
  private static final String CONTAINER_CREDENTIALS = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

  /// One for each partition of ingest. The JDK's default is five, and each new connection costs a
  /// TLS handshake.
  private static final String KEPT_CONNECTIONS = "10";

  private final Map<String, String> env;
  private final SdkHttpClient http;

  public AwsClients(Map<String, String> env) {
    this.env = Map.copyOf(env);
    this.http = ofJdk();
  }

  private static SdkHttpClient ofJdk() {
    System.setProperty("http.maxConnections", KEPT_CONNECTIONS);
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_WITHIN).build();
  }

  public SqsClient sqs() {
    return build(SqsClient.builder(), "AWS_ENDPOINT_URL_SQS", SQS_ATTEMPT, SQS_CALL);
  }

  public SecretsManagerClient secretsManager() {
    return build(
        SecretsManagerClient.builder()
            .overrideConfiguration(o -> o.addExecutionInterceptor(new BinarySecrets())),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        SECRET_ATTEMPT,
        SECRET_CALL);
  }

  public DynamoDbClient dynamoDb() {
    // One for each person of a batch. The JDK's defaults are five connections and five seconds.
    System.setProperty("http.maxConnections", "20");
    System.setProperty("http.keepAlive.time.server", "60");
    return build(
        DynamoDbClient.builder(), "AWS_ENDPOINT_URL_DYNAMODB", TABLE_ATTEMPT, Table.TIMEOUT);
  }

  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
      B builder, String endpointName, Duration attempt, Duration call) {
    builder
        .region(Region.of(env.getOrDefault("AWS_REGION", "us-east-1")))
        .credentialsProvider(credentials())
        .httpClient(http)
        .overrideConfiguration(
            builder
                .overrideConfiguration()
                .copy(o -> o.apiCallAttemptTimeout(attempt).apiCallTimeout(call)));
    String endpoint = endpoint(endpointName);
    if (endpoint != null) {
      builder.endpointOverride(URI.create(endpoint));
    }
    return builder.build();
  }

  private @Nullable String endpoint(String name) {
    String endpoint = env.getOrDefault(name, env.getOrDefault("AWS_ENDPOINT_URL", ""));
    return endpoint.isBlank() ? null : endpoint;
  }

  private AwsCredentialsProvider credentials() {
    if (env.containsKey(CONTAINER_CREDENTIALS)) {
      return ContainerCredentialsProvider.create();
    }
    String id = env.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = env.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    if (id.isBlank() || secret.isBlank()) {
      throw new IllegalStateException("AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set");
    }
    String session = env.getOrDefault("AWS_SESSION_TOKEN", "");
    return StaticCredentialsProvider.create(
        session.isBlank()
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, session));
  }
}
