package bridge.command;

import bridge.emulator.LoopbackServer;
import bridge.function.IngestFunction;
import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// What Lambda does with ingest under SnapStart, by Lambda's own runtime client: init, the hooks
/// before the snapshot, the hooks after it, the first request. Prints what AWS was asked before the
/// snapshot.
final class SnapStartRun {
  private SnapStartRun() {}

  public static void main(String[] args) throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (LoopbackServer aws =
            new LoopbackServer(
                InetAddress.getLoopbackAddress(),
                0,
                exchange -> {
                  asked.add(exchange.getRequestURI().getPath());
                  LoopbackServer.respond(exchange, 500, "text/plain", "asked");
                });
        FunctionsFixture functionsFixture =
            new FunctionsFixture("the-shared-secret", "the-bridge-token")) {
      String url = "http://127.0.0.1:" + aws.port();
      System.setProperty("aws.containerCredentialsFullUri", url + "/credentials");
      IngestFunction published = new IngestFunction(env(url));

      MetricsFactory.getMetricsInstance(); // registers Powertools' own hook

      System.gc(); // a hook that nobody holds is gone now
      Context<Resource> hooks = Core.getGlobalContext();
      try {
        hooks.beforeCheckpoint(null);
      } catch (UnsatisfiedLinkError e) {
        System.out.println("all hooks done, then " + e.getMessage());
      }
      System.out.println("asked before the snapshot: " + asked);
      System.out.println("restored at " + Instant.now().toEpochMilli());
      hooks.afterRestore(null);

      String event = "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"u\"}";
      System.out.println(
          "answer: " + functionsFixture.post(event, Map.of("x-bridge-token", "the-bridge-token")));
      System.out.println("published: " + published.getClass().getSimpleName());
    }
    System.exit(0);
  }

  private static Map<String, String> env(String aws) {
    return Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        aws + "/credentials",
        "AWS_ENDPOINT_URL",
        aws,
        "EVENTS_QUEUE_URL",
        aws + "/events.fifo",
        "BULK_QUEUE_URL",
        aws + "/bulk.fifo",
        "DEAD_LETTER_QUEUE_URL",
        aws + "/dead-letter.fifo",
        "SEGMENT_SECRET_ARN",
        "signature",
        "SEGMENT_TOKEN_ARN",
        "token",
        "STACK_NAME",
        "test");
  }
}
