package bridge.bench;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Segment events to measure with: those of `events/`, and made ones of about 470 bytes, written as
/// JSON.stringify writes: two thirds track, a sixth identify, a sixth page. Each made one holds its
/// number, so that a sink can identify it: in `properties.n`, of an identify in `traits.n`.
final class SampleEvents {
  private static final long SEED = 11;
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
    Random random = new Random(SEED);
    List<String> events = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      events.add(event(i, i % people, random));
    }
    return events;
  }

  /// The body of a request: the event itself where there is one, else an array.
  static String body(List<String> events) {
    return events.size() == 1 ? events.getFirst() : "[" + String.join(",", events) + "]";
  }

  private static String event(int number, int person, Random random) {
    return switch (number % 6) {
      case 0 -> identify(number, person, random);
      case 1 -> page(number, person, random);
      default -> track(number, person, random);
    };
  }

  private static String track(int number, int person, Random random) {
    return """
    {"type":"track","event":"Quote Requested","userId":"customer-%d","properties":{"n":%d,\
    "amount":%d.5,"term_months":48,"purpose":"home improvement"},%s}\
    """
        .formatted(person, number, 1_000 + random.nextInt(9_000), common(number, random));
  }

  private static String identify(int number, int person, Random random) {
    return """
    {"type":"identify","userId":"customer-%d","traits":{"n":%d,"firstName":"Maya",\
    "lastName":"Okafor","phone":"+1212555%04d","email":"maya.%d@example.com"},%s}\
    """
        .formatted(person, number, random.nextInt(10_000), person, common(number, random));
  }

  private static String page(int number, int person, Random random) {
    return """
    {"type":"page","name":"Apply","userId":"customer-%d","properties":{"n":%d,"path":"/apply",\
    "url":"https://loans.example/apply","title":"Apply for a loan"},%s}\
    """
        .formatted(person, number, common(number, random));
  }

  private static String common(int number, Random random) {
    String time =
        "\"2026-11-02T09:%02d:%02d.%03dZ\""
            .formatted(random.nextInt(60), random.nextInt(60), random.nextInt(1_000));
    return """
    "messageId":"api-bench-%08d","context":%s,"integrations":{},"channel":"server",\
    "timestamp":%s,"originalTimestamp":%s,"sentAt":%s,"receivedAt":%s,"version":2\
    """
        .formatted(number, CONTEXT, time, time, time, time);
  }
}
