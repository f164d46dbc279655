package bridge.command;

import bridge.emulator.SegmentSender;
import bridge.ingest.RawEvent;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Posts events as a signed array, at a pace, until the webhook responds 200. What may pass later
/// is tried again for about three minutes; SQS drops what it already has.
final class EventPoster {
  private static final int ATTEMPTS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// The same request may pass later.
  private static final Set<Integer> TEMPORARY = Set.of(429, 500, 502, 503, 504);

  private final SegmentSender segmentSender;
  private final Platform platform;
  private final double eventsPerSecond;
  private long nextStart;
  private volatile String trouble = "";
  private boolean hasResponded;

  /// The webhook's counts for an array.
  record Counts(long accepted, long deadLettered) {}

  EventPoster(SegmentSender segmentSender, Platform platform, double eventsPerSecond) {
    this.segmentSender = segmentSender;
    this.platform = platform;
    this.eventsPerSecond = eventsPerSecond;
    this.nextStart = platform.nanoTime();
  }

  /// Why the present request is tried again, empty if it is not. Other threads may ask.
  String trouble() {
    return trouble;
  }

  Counts post(List<RawEvent> events) throws SendStoppedException, InterruptedException {
    awaitTurn(events.size());
    byte[] body = array(events);
    byte[] first = events.getFirst().bytes();
    Duration pause = FIRST_PAUSE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Counts counts = attempt(body, first);
      if (counts != null) {
        trouble = "";
        return counts;
      }
      platform.sleep(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
    throw new SendStoppedException("The webhook does not take the events (" + trouble + ").");
  }

  /// The counts, or null where another attempt may pass.
  private @Nullable Counts attempt(byte[] body, byte[] first)
      throws SendStoppedException, InterruptedException {
    try {
      HttpResponse<String> response = segmentSender.post(body, first);
      hasResponded = true;
      int status = response.statusCode();
      if (status == 200) {
        return counts(response.body());
      }
      trouble = "it responds " + status;
      if (!TEMPORARY.contains(status)) {
        throw new SendStoppedException(
            "The webhook responds %d: %s.".formatted(status, WebhookAdvice.of(status)));
      }
    } catch (IOException e) {
      if (e instanceof ConnectException && !hasResponded) {
        throw new SendStoppedException(WebhookAdvice.NOBODY);
      }
      trouble = "no response: " + e.getClass().getSimpleName();
    }
    return null;
  }

  private static Counts counts(String body) throws SendStoppedException {
    try {
      if (new JsonReader(4).read(body) instanceof Json.Obj counts
          && counts.get("accepted") instanceof Json.Num(String accepted)
          && counts.get("deadLettered") instanceof Json.Num(String deadLettered)) {
        return new Counts(Long.parseLong(accepted), Long.parseLong(deadLettered));
      }
    } catch (JsonException | NumberFormatException _) {
      // said below
    }
    throw new SendStoppedException(
        "What responds there is not this bridge: its 200 counts no events. See the URL.");
  }

  private void awaitTurn(int events) throws InterruptedException {
    long now = platform.nanoTime();
    if (nextStart > now) {
      platform.sleep(Duration.ofNanos(nextStart - now));
    }
    nextStart = Math.max(now, nextStart) + Math.round(events / eventsPerSecond * 1e9);
  }

  private static byte[] array(List<RawEvent> events) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    for (RawEvent event : events) {
      array.write(array.size() == 0 ? '[' : ',');
      array.writeBytes(event.bytes());
    }
    array.write(']');
    return array.toByteArray();
  }
}
