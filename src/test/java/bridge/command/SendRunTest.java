package bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.LoopbackServer;
import bridge.emulator.SegmentSender;
import bridge.emulator.SegmentSigner;
import bridge.emulator.UsageException;
import bridge.fake.FakePlatform;
import bridge.fake.SeededPersonalData;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.ingest.RawEvent;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `@send` posts to a webhook that checks token and signature, and where it goes on.
class SendRunTest {
  private static final int BATCH = 3;

  private final FakePlatform platform = new FakePlatform();
  private final List<String> received = new ArrayList<>();
  private final List<String> queues = new ArrayList<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final StringBuilder shown = new StringBuilder();
  private LoopbackServer webhook;
  private URI url;

  @TempDir Path folder;

  @BeforeEach
  void start() throws Exception {
    webhook = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::respond);
    url = URI.create("http://127.0.0.1:" + webhook.port() + "/segment");
  }

  @AfterEach
  void stop() {
    webhook.close();
  }

  @Test
  void everyFormOfAFileIsSentInTheOrderOfNamesAndEvents() throws Exception {
    write("a.json", "[\n" + events(0, 4).replace("\n", ",\n") + "\n]\n");
    write("b.jsonl", "\n" + events(4, 8).replace("\n", "\r\n") + "\n\n");
    Files.write(folder.resolve("c.gz"), gzip(events(8, 9) + "\n[" + event(9) + "]"));
    write("d.json", "\n" + event(10).replace(",", ",\n") + "\n");
    write("e.json", "");

    assertThat(send(folder)).isNull();
    assertThat(received).containsExactlyElementsOf(names(0, 11));
    assertThat(shown).contains("Sent 11 events in ", " 11 accepted, 0 dead-lettered.");
  }

  @Test
  void aRunThatStoppedGoesOnBehindWhatWasAnsweredAndLosesNothing() throws Exception {
    Path file = write("a.jsonl", events(0, 20));
    statuses.addAll(List.of(200, 200, 423));

    assertThat(send(file)).startsWith("The webhook responds 423: the bridge does not accept");
    Files.writeString(checkpoint(file), "{\"webhook\":\"cut o", StandardOpenOption.APPEND);
    assertThat(send(file)).isNull();

    assertThat(received).containsExactlyElementsOf(names(0, 20));
    assertThat(shown).contains("Sent 14 events", "6 events were sent by earlier runs");
    assertThat(send(file)).isNull();
    assertThat(received).hasSize(20);
  }

  @Test
  void whatMayPassLaterIsTriedAgain() throws Exception {
    Path file = write("a.jsonl", events(0, 5));
    statuses.addAll(List.of(503, 429, 200, 502));

    assertThat(send(file)).isNull();
    assertThat(received).containsExactlyElementsOf(names(0, 5));
  }

  @Test
  void aWebhookThatNeverTakesTheEventsEndsTheRunWithTheReason() throws Exception {
    for (int i = 0; i < 100; i++) {
      statuses.add(503);
    }

    assertThat(send(write("a.jsonl", events(0, 5))))
        .isEqualTo("The webhook does not take the events (it responds 503).");
  }

  @Test
  void aBrokenLineInTheMiddleOfAGzipStopsBehindWhatStandsBeforeIt() throws Exception {
    Path file = folder.resolve("a.jsonl.gz");
    Files.write(file, gzip(events(0, 4) + "\n{\"n\":4,\n" + events(5, 8)));

    assertThat(send(file)).isEqualTo(file + ", line 5, column 8: The body is not JSON.");
    assertThat(received).containsExactlyElementsOf(names(0, 4));

    Files.write(file, gzip(events(0, 8)));
    assertThat(send(file)).isNull();
    assertThat(received).containsExactlyElementsOf(names(0, 8));
  }

  @Test
  void aGzipThatIsCutOffStopsBehindItsLastWholeLine() throws Exception {
    byte[] whole = gzip(events(0, 500));
    Path file = folder.resolve("a.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(send(file))
        .matches(".*a.gz, after line \\d+: the file is damaged or cut off \\(EOFException\\)\\.");
    assertThat(received).isNotEmpty().containsExactlyElementsOf(names(0, received.size()));
  }

  @Test
  void aFileThatIsNotTheSameIsNotSentFromItsMiddle() throws Exception {
    Path file = write("a.jsonl", events(0, 3));
    send(file);
    write("a.jsonl", events(1, 6));

    assertThat(send(file))
        .isEqualTo(
            "%s is not the file of which 3 events were sent: to send all of it, delete %s."
                .formatted(file, checkpoint(file)));
    assertThat(received).hasSize(3);
  }

  @Test
  void anotherWebhookGetsEverything() throws Exception {
    Path file = write("a.jsonl", events(0, 3));
    send(file);
    url = URI.create(url + "?other");

    assertThat(send(file)).isNull();
    assertThat(received).hasSize(6);
  }

  @Test
  void theRateHoldsBetweenArrays() throws Exception {
    send(write("a.jsonl", events(0, 9)));

    assertThat(platform.nanoTime()).isEqualTo(2 * BATCH * 1_000_000_000L / 10);
  }

  @Test
  void twoRunsCannotUseOneCheckpoint() throws Exception {
    Path file = write("a.jsonl", events(0, 1));
    try (var _ = new SendCheckpoint(file, url)) {
      assertThatThrownBy(() -> send(file))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("Another exec:exec@send uses ");
    }
  }

  @Test
  void theQueueTravelsAsAHeader() throws Exception {
    send(write("a.jsonl", events(0, 1)), "bulk");
    send(write("b.jsonl", events(0, 1)));

    assertThat(queues).containsExactly("bulk", "none");
  }

  @Test
  void nothingThatIsShownOrKeptHoldsAPayloadOrASecret() throws Exception {
    String planted = SeededPersonalData.event("identify");
    Path file = write("a.jsonl", (planted + "\n").repeat(4) + planted.replace(":", "") + "\n");
    statuses.addAll(List.of(503, 200, 200));
    String broken = String.valueOf(send(file));
    statuses.add(400);
    String refused = String.valueOf(send(write("b.json", planted)));

    assertThat(received).hasSize(4);
    assertThat(broken).contains("line 5");
    assertThat(
            SeededPersonalData.findIn(
                broken + refused + shown + Files.readString(checkpoint(file))))
        .isEmpty();
    System.out.println(broken + refused + shown);
  }

  private @Nullable String send(Path path) throws Exception {
    return send(path, null);
  }

  private @Nullable String send(Path path, @Nullable String queue) throws Exception {
    try (SegmentSender segmentSender =
            new SegmentSender(url, SeededPersonalData.SECRET, SeededPersonalData.TOKEN, queue);
        SendCheckpoint checkpoint = new SendCheckpoint(path, url)) {
      SendRun sendRun =
          new SendRun(
              EventFileList.of(path, false, Send.ENDINGS),
              new EventPoster(segmentSender, platform, 10),
              checkpoint,
              BATCH);
      String stopped = sendRun.run();
      shown.append(sendRun.progress()).append(sendRun.summary());
      return stopped;
    }
  }

  /// Quotes the body where it rejects it, as some server's error may.
  private void respond(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
    if (status != 200) {
      LoopbackServer.respond(exchange, status, "text/plain", new String(body, UTF_8));
      return;
    }
    try {
      List<RawEvent> events = Payload.split(body).events();
      var headers = exchange.getRequestHeaders();
      String signature = SegmentSigner.sign(events.getFirst().bytes(), SeededPersonalData.SECRET);
      assertThat(headers.getFirst("X-Signature")).isEqualTo(signature);
      assertThat(headers.getFirst("X-Bridge-Token")).isEqualTo(SeededPersonalData.TOKEN);
      queues.add(
          headers.containsKey("X-Bridge-Queue") ? headers.getFirst("X-Bridge-Queue") : "none");
      events.forEach(event -> received.add(name(event)));
      LoopbackServer.respond(
          exchange,
          200,
          "application/json",
          "{\"accepted\":" + events.size() + ",\"deadLettered\":0}");
    } catch (PayloadException | AssertionError e) {
      LoopbackServer.respond(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  private static Path checkpoint(Path file) {
    return Path.of(file + ".sent");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String event(int n) {
    return "{\"n\":" + n + ",\"type\":\"track\"}";
  }

  private static String events(int from, int to) {
    return IntStream.range(from, to).mapToObj(SendRunTest::event).collect(Collectors.joining("\n"));
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static String name(RawEvent event) {
    return new String(event.bytes(), UTF_8).replaceAll("(?s).*\"n\":\\s*(\\d+).*", "$1");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
