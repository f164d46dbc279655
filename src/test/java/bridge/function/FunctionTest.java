package bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchContext;
import bridge.dispatch.DispatchSettings;
import bridge.emulator.LocalLambdaContext;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.fake.PrintedMetrics;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.platform.Platform;
import bridge.platform.SystemPlatform;
import bridge.state.StateStore;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The responses of the handlers to Lambda, after any failure.
class FunctionTest {
  private static final String EVERYTHING = "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}";
  private static final String BATCH =
      """
      {"Records":[{"messageId":"m1","receiptHandle":"r1",
        "body":"{\\"type\\":\\"track\\",\\"event\\":\\"A\\",\\"userId\\":\\"u\\"}",
        "attributes":{"SentTimestamp":"%d","SequenceNumber":"1","MessageGroupId":"g1"}}]}\
      """
          .formatted(System.currentTimeMillis());

  /// Nobody listens there.
  private static final Map<String, String> NOWHERE =
      Map.ofEntries(
          Map.entry("AWS_ACCESS_KEY_ID", "test"),
          Map.entry("AWS_SECRET_ACCESS_KEY", "test"),
          Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
          Map.entry("REGAL_ENDPOINT", "http://127.0.0.1:1/events"),
          Map.entry("EVENTS_QUEUE_URL", "http://127.0.0.1:1/events.fifo"),
          Map.entry("BULK_QUEUE_URL", "http://127.0.0.1:1/bulk.fifo"),
          Map.entry("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/dead-letter.fifo"),
          Map.entry("REGAL_SECRET_ARN", "key"),
          Map.entry("SEGMENT_SECRET_ARN", "secret"),
          Map.entry("SEGMENT_TOKEN_ARN", "token"));

  private final FakeRegal regal = new FakeRegal(new FakePlatform());
  private final FakeQueue queue = new FakeQueue();

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{}", "{\"Records\":[{}]}"})
  void aBatchThatCannotBeReadComesAgainAsAWhole(String event) throws Exception {
    assertThat(invoke(dispatch(), event, Duration.ofSeconds(60))).isEqualTo(EVERYTHING);
  }

  @Test
  void aBatchComesAgainThoughNothingResponds() throws Exception {
    assertThat(invoke(new DispatchFunction(NOWHERE), BATCH, Duration.ofSeconds(60)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
  }

  @Test
  void aDoneBatchIsAnEmptyList() throws Exception {
    assertThat(invoke(dispatch(), BATCH, Duration.ofSeconds(60)))
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  /// Lambda's limit is 6 MB with all that it adds.
  @Test
  void aBatchOfNearlySixMegabytesIsDone() throws Exception {
    String padding = "\\\"context\\\":{\\\"page\\\":\\\"%s\\\"},".formatted("x".repeat(870_000));
    String event = BATCH.replace("\\\"userId", padding + "\\\"userId");
    String large = event.substring(event.indexOf('[') + 1, event.lastIndexOf(']'));
    String batch =
        IntStream.range(0, 7)
            .mapToObj(i -> large.replace("m1", "m" + i).replace("g1", "g" + i))
            .collect(Collectors.joining(",", "{\"Records\":[", "]}"));

    assertThat(batch.length()).isBetween(6_000_000, 6 * 1024 * 1024);
    assertThat(invoke(dispatch(), batch, Duration.ofSeconds(60)))
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(regal.posts()).hasSize(7);
  }

  @Test
  void anErrorOfTheClientIsNotAnEmptyResponse() throws Exception {
    regal.respondWith(
        (_, _) -> {
          throw new StackOverflowError();
        });

    assertThat(invoke(dispatch(), BATCH, Duration.ofSeconds(60)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
  }

  @Test
  void aDispatchThatFailsIsNotAnEmptyResponse() throws Exception {
    assertThat(invoke(dispatch(new Broken()), BATCH, Duration.ofSeconds(60))).isEqualTo(EVERYTHING);
  }

  @Test
  void noErrorIsQuotedInTheLog() throws Exception {
    String output =
        PrintedMetrics.output(
            () -> {
              invoke(dispatch(new Broken()), BATCH, Duration.ofSeconds(60));
              invoke(brokenIngest(), "{}", Duration.ofSeconds(10));
            });

    assertThat(output)
        .contains("dispatch failed", "ingest failed", "IllegalStateException")
        .doesNotContain(Broken.MESSAGE);
  }

  @Test
  void aDeployedFunctionSendsTheKeyToRegalAlone() {
    Map<String, String> deployed = new HashMap<>(NOWHERE);
    deployed.remove("AWS_ENDPOINT_URL");

    assertThatThrownBy(() -> new DispatchFunction(deployed))
        .hasMessageContaining("REGAL_ENDPOINT must be https");
  }

  @Test
  void theInvocationsOwnTimeDecidesWhatMayBegin() throws Exception {
    assertThat(invoke(dispatch(), BATCH, Duration.ofSeconds(20)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
    assertThat(regal.posts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{\"requestContext\":{\"http\":{\"method\":\"POST\"}}}"})
  void segmentIsAskedToSendAgain(String event) throws Exception {
    assertThat(invoke(new IngestFunction(NOWHERE), event, Duration.ofSeconds(10)))
        .startsWith("{\"statusCode\":503,")
        .contains("end again");
  }

  @Test
  void redriveSaysWhatIsWrongWithARequestAndWithTheQueue() throws Exception {
    assertThat(invoke(new RedriveFunction(NOWHERE), "{\"all\":true}", Duration.ofSeconds(60)))
        .startsWith("{\"message\":\"the request may hold dryRun, ");
    assertThat(invoke(new RedriveFunction(NOWHERE), "{}", Duration.ofSeconds(60)))
        .startsWith("{\"ended\":\"queue_unavailable\"");
  }

  private DispatchFunction dispatch() {
    return dispatch(new SystemPlatform());
  }

  private DispatchFunction dispatch(Platform platform) {
    PowertoolsTelemetry telemetry = new PowertoolsTelemetry(new Settings(NOWHERE), "Dispatch");
    return new DispatchFunction(
        new Dispatch(
            DispatchSettings.DEFAULT,
            new Translator(TranslationSettings.DEFAULT)::translate,
            new DispatchContext(
                platform,
                telemetry,
                regal,
                new FakeSecret(),
                new DispatchContext.Queues("events.fifo", queue, queue),
                StateStore.NONE)),
        telemetry);
  }

  private IngestFunction brokenIngest() {
    PowertoolsTelemetry telemetry = new PowertoolsTelemetry(new Settings(NOWHERE), "Ingest");
    return new IngestFunction(
        new Ingest(
            new Broken(),
            new FakeSecret(),
            new FakeSecret(),
            IngestQueues.withoutBulk(queue, queue),
            telemetry),
        telemetry);
  }

  /// Its clock has stopped.
  private static final class Broken implements Platform {
    static final String MESSAGE = "words of a person";

    @Override
    public Instant now() {
      throw new IllegalStateException(MESSAGE);
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(Duration duration) {}

    @Override
    public <T> List<T> runInParallel(List<? extends Callable<T>> tasks) {
      return List.of();
    }

    @Override
    public void await(CompletableFuture<Void> end) {}

    @Override
    public double random() {
      return 0;
    }
  }

  private static String invoke(RequestStreamHandler function, String event, Duration time)
      throws Exception {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)),
        response,
        new LocalLambdaContext("function", time));
    return response.toString(UTF_8);
  }
}
