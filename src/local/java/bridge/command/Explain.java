package bridge.command;

import bridge.ingest.RawEvent;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.Reason;
import bridge.translate.Translation;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import bridge.translate.Warning;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// `exec:exec@explain -Dfile=PATH`: what the bridge would make of each event of a file, or of the
/// *.json files of a folder, as one JSON line per event. No network; arrival is the start of the
/// run. Ends with 1 if a file held something else than JSON, with 2 if there is nothing to read.
public final class Explain {
  private static final List<String> ENDINGS = List.of(".json");

  private final Translator translator;
  private final Instant arrival;
  private final Consumer<String> lines;
  private final Consumer<String> problems;
  private boolean isAllJson = true;

  /// @param lines takes a line for each event
  /// @param problems takes a sentence on what is not JSON
  Explain(
      TranslationSettings settings,
      Instant arrival,
      Consumer<String> lines,
      Consumer<String> problems) {
    this.translator = new Translator(settings);
    this.arrival = arrival;
    this.lines = lines;
    this.problems = problems;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          Path path = EventFileList.path();
          TranslationSettings settings = MappingOptions.read();
          System.err.println("Mapping settings: " + MappingOptions.describe(settings));
          PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
          out.println(); // Maven may have left a colour code where the first line would begin
          int status =
              new Explain(settings, Instant.now(), out::println, System.err::println)
                  .run(path, CommandOption.isTrue("recursive", false));
          out.flush();
          return status;
        });
  }

  /// The exit code.
  int run(Path path, boolean isRecursive) throws IOException {
    for (Path file : EventFileList.of(path, isRecursive, ENDINGS)) {
      explain(file);
    }
    return isAllJson ? 0 : 1;
  }

  private void explain(Path path) throws IOException {
    int index = 0;
    try (EventFile file = EventFile.open(path)) {
      while (true) {
        try {
          RawEvent event = file.next();
          if (event == null) {
            break;
          }
          lines.accept(line(path, index++, translation(event)));
        } catch (UnreadableFileException e) {
          if (e.status() == 0) {
            throw e;
          }
          report(path, index++, e);
        }
      }
      if (!file.hasBegun()) {
        throw EventFile.empty(path);
      }
    } catch (UnreadableFileException e) {
      report(path, index, e);
    }
  }

  private void report(Path path, int index, UnreadableFileException e) {
    isAllJson = false;
    problems.accept(
        e.status() == 0
            ? String.valueOf(e.getMessage())
            : "%s The webhook responds %d, and Segment discards the request."
                .formatted(e.getMessage(), e.status()));
    lines.accept(line(path, index, new Translation.DeadLetter(Reason.INVALID_EVENT, List.of())));
  }

  private Translation translation(RawEvent rawEvent) {
    return rawEvent.form() == RawEvent.Form.INVALID_UTF8
        ? new Translation.DeadLetter(Reason.INVALID_EVENT, List.of())
        : translator.translate(new String(rawEvent.bytes(), StandardCharsets.UTF_8), arrival);
  }

  /// The request stands in the line as the exact text that Regal would get.
  private static String line(Path file, int index, Translation translation) {
    String outcome =
        switch (translation) {
          case Translation.Send send -> "\"send\",\"request\":" + send.request().json();
          case Translation.Skip skip -> "\"skip\",\"reason\":" + text(skip.reason().code());
          case Translation.DeadLetter park ->
              "\"dead_letter\",\"reason\":" + text(park.reason().code());
        };
    return "{\"file\":"
        + text(file.toString())
        + ",\"index\":"
        + index
        + ",\"outcome\":"
        + outcome
        + ",\"warnings\":"
        + JsonWriter.text(
            new Json.Arr(translation.warnings().stream().map(Explain::warning).toList()))
        + "}";
  }

  private static Json warning(Warning warning) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("code", new Json.Text(warning.code().code()));
    members.put("path", new Json.Text(warning.path()));
    members.put("message", new Json.Text(warning.code().advice()));
    return new Json.Obj(members);
  }

  private static String text(String value) {
    return JsonWriter.text(new Json.Text(value));
  }
}
