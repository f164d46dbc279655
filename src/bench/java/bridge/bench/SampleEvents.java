package bridge.bench;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;

/// Segment events to measure with: those of `events/`, and made ones of about 520 bytes, written as
/// JSON.stringify writes: two thirds track, a sixth identify, a sixth page. A person has one
/// userId, anonymousId, phone and e-mail, and an event's time is later than that of every lower
/// number. Each made one holds its number, so that a sink can identify it: in `properties.n`, of an
/// identify in `traits.n`.
final class SampleEvents {
  private static final Instant FIRST_TIME = Instant.parse("2026-11-02T09:00:00Z");
  private static final int MILLIS_BETWEEN = 10;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final String CONTEXT =
      "{\"library\":{\"name\":\"analytics-node\",\"version\":\"2.3.0\"},"
          + "\"ip\":\"198.51.100.20\"}";

  private SampleEvents() {}

  /// Each event of the files directly in `events/`, written without blanks as Segment writes.
  static List<String> ofFiles() {
    List<String> events = new ArrayList<>();
    try (var files = Files.list(Path.of("events"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        switch (new JsonReader(100).read(Files.readAllBytes(file))) {
          case Json.Arr(List<Json> elements) ->
              elements.forEach(element -> events.add(JsonWriter.text(element)));
          case Json event -> events.add(JsonWriter.text(event));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalStateException("events/ holds a file that is not JSON", e);
    }
    return events;
  }

  /// Made events of so many people in turn.
  static List<String> made(int count, int people) {
    return made(0, count, people);
  }

  /// @param first the number of the first one
  static List<String> made(int first, int count, int people) {
    return made(first, count, people, 0);
  }

  /// Each person's types come in turn: identify, page, four tracks.
  ///
  /// @param firstPerson the number of the first person
  static List<String> made(int first, int count, int people, int firstPerson) {
    List<String> events = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      int person = i % people;
      SampleKind kind =
          switch ((i / people + person) % 6) {
            case 0 -> SampleKind.IDENTIFY_OF_VISITOR;
            case 1 -> SampleKind.PAGE_OF_VISITOR;
            default -> SampleKind.TRACK_OF_VISITOR;
          };
      events.add(made(kind, i, firstPerson + person));
    }
    return events;
  }

  /// One made event.
  static String made(SampleKind kind, int number, int person) {
    String time = TIME.format(FIRST_TIME.plusMillis((long) number * MILLIS_BETWEEN));
    return """
    {%s%s,"messageId":"api-bench-%08d","context":%s,"integrations":{},"channel":"server",\
    "timestamp":"%s","originalTimestamp":"%s","sentAt":"%s","receivedAt":"%s","version":2}\
    """
        .formatted(
            kind.identifiers(person),
            kind.content(number, person, time),
            number,
            CONTEXT,
            time,
            time,
            time,
            time);
  }

  /// The body of a request: the event itself where there is one, else an array.
  static String body(List<String> events) {
    return events.size() == 1 ? events.getFirst() : "[" + String.join(",", events) + "]";
  }
}
