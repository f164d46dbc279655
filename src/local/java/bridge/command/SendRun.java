package bridge.command;

import bridge.ingest.RawEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One run of `@send` over its files, from where the checkpoint says. An array is posted when the
/// one before it is safe, which keeps the order.
final class SendRun {
  /// For so few, ingest never puts two events of a person in one call of SQS.
  static final int MAX_EVENTS = 100;

  private static final int MAX_BYTES = 1_000_000;

  private final List<Path> files;
  private final EventPoster eventPoster;
  private final SendCheckpoint checkpoint;
  private final int batchSize;
  private final long began = System.nanoTime();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong deadLettered = new AtomicLong();
  private volatile String place = "looking for where to go on";
  private long sentBefore;

  /// @param batchSize events of an array, at most [#MAX_EVENTS]
  SendRun(List<Path> files, EventPoster eventPoster, SendCheckpoint checkpoint, int batchSize) {
    this.files = List.copyOf(files);
    this.eventPoster = eventPoster;
    this.checkpoint = checkpoint;
    this.batchSize = batchSize;
  }

  /// Sends all events. Returns a sentence on why it stopped, null if it did not.
  @Nullable String run() throws IOException, InterruptedException {
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      try (EventFile events = EventFile.open(file)) {
        SendPosition position = skip(file, events);
        String broken;
        List<RawEvent> batch = new ArrayList<>();
        do {
          broken = fill(batch, events);
          if (!batch.isEmpty()) {
            position = send(file, batch, position);
          }
          place =
              "file %d of %d, %d %%"
                  .formatted(
                      i + 1,
                      files.size(),
                      100 * events.bytesRead() / Math.max(1, Files.size(file)));
        } while (broken == null && !batch.isEmpty());
        if (broken != null) {
          return broken;
        }
      } catch (UnreadableFileException | SendStoppedException e) {
        return e.getMessage();
      }
    }
    return null;
  }

  /// Safe to be called by another thread.
  String progress() {
    String trouble = eventPoster.trouble();
    return String.format(
        Locale.ROOT,
        "%s: %,d accepted, %,d dead-lettered%s",
        place,
        accepted.get(),
        deadLettered.get(),
        trouble.isEmpty() ? "" : ", waiting (" + trouble + ")");
  }

  /// Whether no event was sent, by this run or an earlier one.
  boolean isEmpty() {
    return accepted.get() + deadLettered.get() + sentBefore == 0;
  }

  String summary() {
    double seconds = (System.nanoTime() - began) / 1e9;
    long sent = accepted.get() + deadLettered.get();
    String earlier =
        sentBefore == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %,d events were sent by earlier runs; delete %s to send them again.",
                sentBefore,
                checkpoint.path());
    return String.format(
            Locale.ROOT,
            "Sent %,d events in %.1f s, %.0f a second: %,d accepted, %,d dead-lettered.",
            sent,
            seconds,
            sent / seconds,
            accepted.get(),
            deadLettered.get())
        + earlier;
  }

  /// Reads past what earlier runs have sent.
  private SendPosition skip(Path file, EventFile events) throws IOException, SendStoppedException {
    SendPosition sent = checkpoint.of(file);
    SendPosition here = SendPosition.START;
    for (long i = 0; i < sent.offset(); i++) {
      RawEvent event = events.next();
      here = event == null ? here : here.next(event.bytes());
    }
    if (!here.isSamePlace(sent)) {
      throw new SendStoppedException(
          "%s is not the file of which %,d events were sent: to send all of it, delete %s."
              .formatted(file, sent.offset(), checkpoint.path()));
    }
    sentBefore += sent.offset();
    return sent;
  }

  /// Fills the batch with the next events, none at the end. Returns why the file cannot be read
  /// beyond them, null if it can.
  private @Nullable String fill(List<RawEvent> batch, EventFile events) throws IOException {
    batch.clear();
    int bytes = 0;
    try {
      while (batch.size() < batchSize && bytes < MAX_BYTES) {
        RawEvent event = events.next();
        if (event == null) {
          return null;
        }
        batch.add(event);
        bytes += event.bytes().length;
      }
      return null;
    } catch (UnreadableFileException e) {
      return e.getMessage();
    }
  }

  private SendPosition send(Path file, List<RawEvent> batch, SendPosition position)
      throws IOException, SendStoppedException, InterruptedException {
    SendPosition next = position;
    for (RawEvent event : batch) {
      next = next.next(event.bytes());
    }
    EventPoster.Counts counts = eventPoster.post(batch);
    next = next.plus(counts.accepted(), counts.deadLettered());
    checkpoint.record(file, next);
    accepted.addAndGet(counts.accepted());
    deadLettered.addAndGet(counts.deadLettered());
    return next;
  }
}
