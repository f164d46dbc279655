package bridge.command;

import bridge.emulator.UsageException;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The expected outcome of one event of `events/`, written by hand from the contract.
///
/// @param event file and index, as `batch.json#2`
/// @param reason of a skip or dead letter, else null
/// @param request the exact body that Regal must receive, null for a skip or park
record Expectation(
    String event, String outcome, @Nullable String reason, @Nullable String request) {
  static final Path FILE = Path.of("src/local/demo/expected.jsonl");

  static List<Expectation> all() throws IOException {
    List<Expectation> all = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      try {
        Json.Obj object = (Json.Obj) new JsonReader(20).read(line);
        Json request = object.get("request");
        all.add(
            new Expectation(
                required(object, "event"),
                required(object, "outcome"),
                object.get("reason") instanceof Json.Text(String reason) ? reason : null,
                request == null ? null : JsonWriter.text(request)));
      } catch (JsonException e) {
        throw new UsageException(FILE + " is not JSON lines: " + e.getMessage());
      }
    }
    return all;
  }

  String file() {
    return event.substring(0, event.indexOf('#'));
  }

  boolean isSent() {
    return outcome.equals("send");
  }

  boolean isDeadLettered() {
    return outcome.equals("dead_letter");
  }

  private static String required(Json.Obj object, String name) {
    if (object.get(name) instanceof Json.Text(String text)) {
      return text;
    }
    throw new UsageException(FILE + " has a line without " + name);
  }
}
