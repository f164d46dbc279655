package bridge.command;

import bridge.emulator.SegmentSender;
import bridge.emulator.UsageException;
import bridge.platform.SystemPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `exec:exec@send -Dfile=PATH`: posts the events of a file or folder to the local bridge, or with
/// `-Dstack=` to a deployed one. Run again after an interruption it goes on where it was. Ends with
/// 1 where it had to stop.
final class Send {
  static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson", ".gz");
  private static final int EVENTS_PER_SECOND = 100;

  private Send() {}

  public static void main(String[] args) {
    CommandMain.run(Send::run);
  }

  private static int run() throws IOException, InterruptedException {
    Path path = EventFileList.path();
    List<Path> files = EventFileList.of(path, CommandOption.isTrue("recursive", false), ENDINGS);
    long rate = CommandOption.number("rate", EVENTS_PER_SECOND, 1, 100_000);
    String queue = queue();
    Deployment deployment = Deployment.ofOptions();
    URI webhook = deployment.webhook();
    if (queue != null && !CommandOption.isTrue("yes", false)) {
      ask();
    }
    try (SegmentSender segmentSender =
            new SegmentSender(webhook, deployment.secret(), deployment.token(), queue);
        SendCheckpoint checkpoint = new SendCheckpoint(path, webhook);
        ProgressLine progressLine = ProgressLine.start()) {
      System.err.printf(
          "Sending %s to %s, at most %d events a second. How far it came is in %s.%n",
          path, webhook, rate, checkpoint.path());
      EventPoster eventPoster = new EventPoster(segmentSender, new SystemPlatform(), rate);
      int batchSize = (int) Math.min(rate, SendRun.MAX_EVENTS); // a second's at most
      SendRun sendRun = new SendRun(files, eventPoster, checkpoint, batchSize);
      progressLine.show(sendRun::progress);
      String stopped = sendRun.run();
      if (stopped == null && sendRun.isEmpty()) {
        throw new UsageException(path + " holds no event.");
      }
      progressLine.println(sendRun.summary());
      if (stopped != null) {
        progressLine.println(stopped);
        progressLine.println(
            "Mend that and run the same command: it goes on after the events that are counted.");
      }
      return stopped == null ? 0 : 1;
    }
  }

  /// Null for the events queue, with Engage's events on the bulk queue.
  private static @Nullable String queue() {
    String queue = CommandOption.of("queue");
    if (queue != null && !queue.equals("bulk")) {
      throw new UsageException(
          "-Dqueue must be bulk, or absent for the events queue, and is " + queue + ".");
    }
    return queue;
  }

  private static void ask() throws IOException {
    System.err.print(
        """
        The bulk queue has its own rate limit and delays no live event. Order holds within a queue only:
        these events may pass or follow live events of the same person.
        Type yes to send them: \
        """);
    System.err.flush();
    String answer =
        ProgressLine.isTerminal() // elsewhere Maven would wait for ever
            ? new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                .readLine()
            : null;
    if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
      throw new UsageException("Nothing was sent. Type yes, or add -Dyes=true, to send.");
    }
  }
}
