package bridge.stack;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The AWS SDK's clients for one stack. An emulator gets the credentials test/test and never those
/// of the default chain: a session token must not leave for another host.
public final class StackClients implements AutoCloseable {
  private static final Duration INVOCATION = Duration.ofSeconds(75);

  private final StackAddress address;
  private final Duration patience;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;

  /// Of calls that last as long as an invocation.
  private final SdkHttpClient invocationHttp;

  /// @param patience how long one call may take, with its retries
  public StackClients(StackAddress address, Duration patience) {
    this(address, patience, INVOCATION);
  }

  /// @param invocation how long the response of an invoked function may take
  public StackClients(StackAddress address, Duration patience, Duration invocation) {
    this.address = address;
    this.patience = patience;
    this.credentials = credentials(address);
    this.http = UrlConnectionHttpClient.builder().socketTimeout(patience).build();
    this.invocationHttp = UrlConnectionHttpClient.builder().socketTimeout(invocation).build();
  }

  private static AwsCredentialsProvider credentials(StackAddress address) {
    if (address.endpoint() != null) {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }
    String profile = address.profile();
    return profile == null
        ? DefaultCredentialsProvider.builder().build()
        : ProfileCredentialsProvider.create(profile);
  }

  /// Fails where there are no credentials. The SDK says so in many ways.
  public void findCredentials() {
    try {
      credentials.resolveCredentials();
    } catch (RuntimeException _) {
      throw new AwsCallException("sts:GetCallerIdentity", AwsProblem.NO_CREDENTIALS, null);
    }
  }

  public CloudFormationClient cloudFormation() {
    return build(CloudFormationClient.builder());
  }

  public CloudWatchClient cloudWatch() {
    return build(CloudWatchClient.builder());
  }

  public DynamoDbClient dynamoDb() {
    return build(DynamoDbClient.builder());
  }

  public LambdaClient lambda() {
    return build(LambdaClient.builder());
  }

  /// Lambda for invoking a function, which takes up to a minute and is not repeated.
  public LambdaClient invocations() {
    LambdaClientBuilder builder =
        LambdaClient.builder()
            .region(Region.of(address.region()))
            .credentialsProvider(credentials)
            .httpClient(invocationHttp)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (address.endpoint() != null) {
      builder.endpointOverride(address.endpoint());
    }
    return builder.build();
  }

  public CloudWatchLogsClient logs() {
    return build(CloudWatchLogsClient.builder());
  }

  public SecretsManagerClient secretsManager() {
    return build(SecretsManagerClient.builder());
  }

  public SnsClient sns() {
    return build(SnsClient.builder());
  }

  public SqsClient sqs() {
    return build(SqsClient.builder());
  }

  public StsClient sts() {
    return build(StsClient.builder());
  }

  /// A client needs no closing: they share the HTTP client, which is closed with this.
  private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(B builder) {
    builder
        .region(Region.of(address.region()))
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(
            o ->
                o.apiCallTimeout(patience)
                    // DynamoDB's own strategy outlasts the patience.
                    .retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
    if (address.endpoint() != null) {
      builder.endpointOverride(address.endpoint());
    }
    return builder.build();
  }

  @Override
  public void close() {
    http.close();
    invocationHttp.close();
  }
}
