package bridge.command;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import bridge.emulator.RegalEmulator;
import bridge.emulator.SegmentSender;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.queue.MessageAttribute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/// `exec:exec@demo`: posts every file of `events/` through the whole bridge and shows the outcome
/// of each event; ends with 0 only if each is as expected.
final class Demo {
  private static final Pattern SKIP = Pattern.compile("reason=(\\w+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LocalBridge bridge;
  private final SegmentSender segmentSender;
  private final List<String> deadLetters = new ArrayList<>();
  private final List<String> skipped;
  private final ProgressLine progressLine;
  private int failures;

  private Demo(
      LocalBridge bridge,
      SegmentSender segmentSender,
      List<String> skipped,
      ProgressLine progressLine) {
    this.bridge = bridge;
    this.segmentSender = segmentSender;
    this.skipped = skipped;
    this.progressLine = progressLine;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          List<String> skipped = new CopyOnWriteArrayList<>();
          FunctionOutput.install(
              _ -> {}, new LogLineSummary(line -> collectSkip(line, skipped), null));
          LocalBridgeSetup setup = LocalBridgeSetup.atAnyPort();
          try (ProgressLine progressLine = startProgress();
              LocalBridge bridge = new LocalBridge(setup, _ -> {});
              SegmentSender segmentSender =
                  new SegmentSender(bridge.port(), setup.secret(), setup.token())) {
            return new Demo(bridge, segmentSender, skipped, progressLine).run();
          }
        });
  }

  private static ProgressLine startProgress() {
    ProgressLine progressLine = ProgressLine.start();
    progressLine.show(() -> "starting the bridge");
    return progressLine;
  }

  private int run() throws Exception {
    Map<String, List<Expectation>> byFile = new TreeMap<>();
    for (Expectation expectation : Expectation.all()) {
      byFile.computeIfAbsent(expectation.file(), _ -> new ArrayList<>()).add(expectation);
    }
    try (var files = Files.newDirectoryStream(Path.of("events"), "*.json")) {
      for (Path file : files) {
        byFile.computeIfAbsent(String.valueOf(file.getFileName()), _ -> new ArrayList<>());
      }
    }
    for (Map.Entry<String, List<Expectation>> each : byFile.entrySet()) {
      progressLine.show(() -> "events/" + each.getKey());
      post(Path.of("events", each.getKey()), each.getValue());
    }
    progressLine.println(
        failures == 0 ? summary(byFile) : failures + " events did not come out as expected.");
    return failures == 0 ? 0 : 1;
  }

  private static String summary(Map<String, List<Expectation>> byFile) {
    Map<String, Long> byOutcome =
        byFile.values().stream()
            .flatMap(List::stream)
            .collect(groupingBy(Expectation::outcome, counting()));
    return """
    All %d events of %d files came out as expected:
    %d sent to Regal, %d skipped by rule, %d dead-lettered.
    Next: mvn -q test-compile exec:exec@local, then open http://localhost:8080\
    """
        .formatted(
            byOutcome.values().stream().mapToLong(Long::longValue).sum(),
            byFile.size(),
            byOutcome.getOrDefault("send", 0L),
            byOutcome.getOrDefault("skip", 0L),
            byOutcome.getOrDefault("dead_letter", 0L));
  }

  private void post(Path file, List<Expectation> expected) throws Exception {
    List<String> events = events(file);
    if (events.size() != expected.size()) {
      fail(
          file
              + " holds "
              + events.size()
              + " events, "
              + Expectation.FILE
              + " expects "
              + expected.size());
      return;
    }
    int before = bridge.regal().received().size();
    int lettersBefore = deadLetters.size();
    int status = segmentSender.post(Files.readString(file), events.getFirst());
    if (status != 200) {
      fail(file + " was answered " + status);
      return;
    }
    long sent = expected.stream().filter(Expectation::isSent).count();
    long toDeadLetter = expected.stream().filter(Expectation::isDeadLettered).count();
    await(
        () ->
            bridge.regal().received().size() >= before + sent
                && countDeadLetters() >= lettersBefore + toDeadLetter
                && isDrained());
    List<String> received =
        new ArrayList<>(
            bridge.regal().received().stream()
                .skip(before)
                .map(RegalEmulator.Received::body)
                .toList());
    List<String> reasons = new ArrayList<>(deadLetters.subList(lettersBefore, deadLetters.size()));
    for (int i = 0; i < events.size(); i++) {
      show(events.get(i), expected.get(i), received, reasons);
    }
    received.forEach(body -> fail("not expected at Regal: " + body));
    reasons.forEach(reason -> fail("unexpected dead letter: " + reason));
    skipped.forEach(reason -> fail("not expected to be skipped: " + reason));
    skipped.clear();
  }

  private void show(
      String event, Expectation expected, List<String> received, List<String> reasons) {
    boolean isRight =
        switch (expected.outcome()) {
          case "send" -> received.remove(expected.request());
          case "dead_letter" -> reasons.remove(expected.reason());
          default -> skipped.remove(expected.reason());
        };
    String outcome = expected.isSent() ? "sent" : expected.outcome() + " " + expected.reason();
    progressLine.println((isRight ? "ok    " : "WRONG ") + expected.event() + ": " + outcome);
    progressLine.println("      Segment  " + event.replaceAll("\\s*\\n\\s*", " "));
    if (expected.isSent()) {
      progressLine.println("      Regal    " + expected.request());
    }
    if (!isRight) {
      fail(expected.event() + " did not come out; Regal received " + received);
    }
  }

  /// The reason in the dispatch function's own log line.
  private static void collectSkip(String line, List<String> skipped) {
    Matcher matcher = SKIP.matcher(line);
    if (line.contains("outcome=skipped") && matcher.find()) {
      skipped.add(matcher.group(1));
    }
  }

  private static List<String> events(Path file) throws IOException, PayloadException {
    return Payload.split(Files.readAllBytes(file)).events().stream()
        .map(rawEvent -> new String(rawEvent.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  /// The number of dead letters, after receiving what the dead-letter queue holds.
  private int countDeadLetters() {
    List<Message> messages =
        bridge
            .sqs()
            .client()
            .receiveMessage(
                r ->
                    r.queueUrl(bridge.deadLettersUrl())
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All"))
            .messages();
    for (Message message : messages) {
      var reason = message.messageAttributes().get(MessageAttribute.REASON);
      deadLetters.add(reason == null ? "no reason" : reason.stringValue());
    }
    return deadLetters.size();
  }

  private boolean isDrained() {
    return bridge.pending() == 0;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private void fail(@Nullable String what) {
    failures++;
    progressLine.println("WRONG " + what);
  }
}
