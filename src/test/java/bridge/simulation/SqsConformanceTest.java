package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The same scripted cases on the model, and by SQS's protocol on ElasticMQ or, with
/// `-Daws.endpoint=`, on LocalStack.
class SqsConformanceTest {
  private static final String ENDPOINT = System.getProperty("aws.endpoint", "").strip();
  private static final String RUN = Long.toString(System.nanoTime(), 36);

  private static @Nullable SQSRestServer embedded;
  private static SqsClient sqs;

  @BeforeAll
  static void start() {
    String endpoint = ENDPOINT;
    if (endpoint.isEmpty()) {
      embedded = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
      endpoint = "http://127.0.0.1:" + embedded.waitUntilStarted().localAddress().getPort();
    }
    sqs =
        SqsClient.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  @AfterAll
  static void stop() {
    sqs.close();
    if (embedded != null) {
      embedded.stopAndWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theModelDoesWhatAwsDocuments(SqsCase scripted) {
    assertThat(scripted.play(new ModelTestQueue())).isEqualTo(scripted.documented());
  }

  @ParameterizedTest
  @EnumSource
  void theEmulatorDoesTooButForKnownDifferences(SqsCase scripted) {
    boolean isLocalStack = !ENDPOINT.isEmpty();
    String name = scripted.name().toLowerCase(Locale.ROOT) + "-" + RUN;
    EmulatorTestQueue queue = new EmulatorTestQueue(sqs, name, isLocalStack);
    Map<SqsCase, String> known =
        isLocalStack ? KnownDifference.LOCALSTACK : KnownDifference.ELASTICMQ;

    assertThat(scripted.play(queue)).isEqualTo(known.getOrDefault(scripted, scripted.documented()));
  }
}
