package bridge.bench;

import bridge.emulator.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// An emulator of Lambda's runtime API (Lambda developer guide, runtimes-api), for one environment:
/// hands out invocations and takes their answers, holds a snapshot back until it is restored, and
/// gives the keys that a function with SnapStart asks for.
final class RuntimeApi implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final int MAX_SECONDS = 120;

  private final LinkedTransferQueue<Supplier<byte[]>> invocations = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<Answer> answers = new LinkedTransferQueue<>();
  private final Semaphore snapshots = new Semaphore(0);
  private final Semaphore restores = new Semaphore(0);
  private final Semaphore idle = new Semaphore(0);
  private final LoopbackServer front =
      new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::handle);
  private volatile long handedOutAt;

  /// @param at System.nanoTime when it came
  /// @param nanos since the event was handed out
  record Answer(String body, long at, long nanos, boolean isError) {}

  RuntimeApi() throws IOException {}

  String address() {
    return "127.0.0.1:" + front.port();
  }

  String credentials() {
    return "http://" + address() + "/credentials";
  }

  /// One invocation from here to its answer.
  ///
  /// @param event made when the function comes for it, as times in it must be
  Answer invoke(Supplier<byte[]> event) throws InterruptedException {
    invocations.add(event);
    Answer answer = answers.poll(MAX_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("no answer within " + MAX_SECONDS + " s");
    }
    return answer;
  }

  /// Waits until the function has asked for its next invocation.
  void awaitIdle() throws InterruptedException {
    await(idle);
  }

  /// Waits until the function is ready for its snapshot.
  void awaitSnapshot() throws InterruptedException {
    await(snapshots);
  }

  void restore() {
    restores.release();
  }

  @Override
  public void close() {
    front.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      if (path.endsWith("/invocation/next")) {
        next(exchange);
      } else if (path.endsWith("/restore/next")) {
        snapshots.release();
        await(restores);
        LoopbackServer.respond(exchange, 200, JSON, "");
      } else if (path.equals("/credentials")) {
        LoopbackServer.respond(exchange, 200, JSON, keys());
      } else {
        long at = System.nanoTime();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answers.add(new Answer(body, at, at - handedOutAt, !path.endsWith("/response")));
        LoopbackServer.respond(exchange, 202, JSON, "{\"status\":\"OK\"}");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    idle.release();
    Supplier<byte[]> event = invocations.take(); // an environment may be idle for long
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    headers.set(
        "Lambda-Runtime-Deadline-Ms", Long.toString(Instant.now().plusSeconds(60).toEpochMilli()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:123456789012:function:bench");
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
    String body = new String(event.get(), StandardCharsets.UTF_8);
    handedOutAt = System.nanoTime();
    LoopbackServer.respond(exchange, 200, JSON, body);
  }

  private static void await(Semaphore sign) throws InterruptedException {
    if (!sign.tryAcquire(MAX_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the function did not come within " + MAX_SECONDS + " s");
    }
  }

  private static String keys() {
    return """
    {"AccessKeyId":"bench","SecretAccessKey":"bench","Token":"bench","Expiration":"%s"}\
    """
        .formatted(Instant.now().plusSeconds(21_600));
  }
}
