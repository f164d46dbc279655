package bridge.bench;

import bridge.emulator.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// An emulator of Lambda's runtime API (Lambda developer guide, runtimes-api), for one environment:
/// hands out invocations and takes their answers, holds a snapshot back until it is restored, and
/// gives the keys that a function with SnapStart asks for.
final class RuntimeApi implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final LoopbackServer front;
  private final LinkedTransferQueue<Supplier<byte[]>> invocations = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<Answer> answers = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<Instant> snapshots = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<Instant> restores = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<Instant> idle = new LinkedTransferQueue<>();
  private volatile long handedOutAt;

  /// @param at System.nanoTime when it came
  /// @param nanos since the event was handed out
  record Answer(String body, long at, long nanos, boolean isError) {}

  RuntimeApi() throws IOException {
    this.front = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::handle);
  }

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
    return takeNext(answers);
  }

  /// Waits until the function has asked for its next invocation.
  void awaitIdle() throws InterruptedException {
    takeNext(idle);
  }

  /// Waits until the function is ready for its snapshot.
  void awaitSnapshot() throws InterruptedException {
    takeNext(snapshots);
  }

  void restore() {
    restores.add(Instant.now());
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
        snapshots.add(Instant.now());
        takeNext(restores);
        LoopbackServer.respond(exchange, 200, JSON, "");
      } else if (path.equals("/credentials")) {
        LoopbackServer.respond(exchange, 200, JSON, keys());
      } else {
        handleResponse(exchange, !path.endsWith("/response"));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    idle.add(Instant.now());
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

  private void handleResponse(HttpExchange exchange, boolean isError) throws IOException {
    long at = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    answers.add(new Answer(body, at, at - handedOutAt, isError));
    LoopbackServer.respond(exchange, 202, JSON, "{\"status\":\"OK\"}");
  }

  private static <T> T takeNext(LinkedTransferQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
    if (taken == null) {
      throw new IllegalStateException("the function did not come within " + LONGEST);
    }
    return taken;
  }

  private static String keys() {
    return "{\"AccessKeyId\":\"bench\",\"SecretAccessKey\":\"bench\",\"Token\":\"bench\","
        + "\"Expiration\":\""
        + Instant.now().plusSeconds(21_600)
        + "\"}";
  }
}
