package bridge.bench;

import bridge.command.CommandMain;
import bridge.emulator.LoopbackServer;
import bridge.emulator.SegmentSigner;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.ingest.RawEvent;
import bridge.regal.Delivery;
import bridge.regal.HttpRegalApi;
import bridge.secret.Secret;
import bridge.translate.Translation;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The bridge's own cut, translation and POST without the queue between them: the same job as the
/// peer's, and as little safe. An array's events leave by ten senders, each in order, as dispatch
/// posts those of ten people. `-Dsink=URL`; prints its port.
final class DirectPath {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SENDERS = 10;

  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final Secret key = new Secret("bench-regal-key");
  private final HttpRegalApi regal = new HttpRegalApi(URI.create(System.getProperty("sink")), true);

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          DirectPath path = new DirectPath();
          LoopbackServer front =
              new LoopbackServer(InetAddress.getLoopbackAddress(), 0, path::handle);
          System.out.println(front.port());
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String signature = exchange.getRequestHeaders().getFirst("X-Signature");
    try {
      List<RawEvent> events = Payload.split(body).events();
      int status = 401;
      if (isSigned(events.getFirst().bytes(), signature)) {
        status = isAllSent(events) ? 200 : 503;
      }
      LoopbackServer.respond(exchange, status, "text/plain", "");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (PayloadException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isAllSent(List<RawEvent> events) throws InterruptedException, ExecutionException {
    if (events.size() == 1) {
      return isSent(events.getFirst());
    }
    List<Callable<Boolean>> senders = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int first = sender;
      senders.add(() -> isEverySent(events, first));
    }
    boolean isAllSent = true;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> sender : threads.invokeAll(senders)) {
        isAllSent &= sender.get();
      }
    }
    return isAllSent;
  }

  private boolean isEverySent(List<RawEvent> events, int first) throws InterruptedException {
    for (int i = first; i < events.size(); i += SENDERS) {
      if (!isSent(events.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSent(RawEvent rawEvent) throws InterruptedException {
    String event = new String(rawEvent.bytes(), StandardCharsets.UTF_8);
    return switch (translator.translate(event, Instant.now())) {
      case Translation.Send send ->
          regal.post(send.request(), key, TIMEOUT) instanceof Delivery.Accepted;
      case Translation.Skip _, Translation.DeadLetter _ -> true;
    };
  }

  private static boolean isSigned(byte[] event, String signature) {
    String right = SegmentSigner.sign(event, BackingServices.SECRET);
    return MessageDigest.isEqual(
        right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }
}
