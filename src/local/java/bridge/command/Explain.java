package bridge.command;

import bridge.emulator.UsageException;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `exec:exec@explain -Dfile=PATH`: what the bridge would make of each event of a file, or of the
/// *.json files of a folder, as one JSON line per event. No network; arrival is the start of the
/// run. Ends with 2 where there is nothing to read.
public final class Explain {
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final Instant arrival;

  Explain(Instant arrival) {
    this.arrival = arrival;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          String file = CommandOption.of("file");
          if (file == null) {
            throw new UsageException(
                "Say what to explain: -Dfile=PATH, a file or a folder of *.json files.");
          }
          if (!Files.exists(Path.of(file))) {
            throw new UsageException("There is no file or folder " + file + ".");
          }
          PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
          out.println(); // Maven may have left a colour code where the first line would begin
          new Explain(Instant.now()).lines(file).forEach(out::println);
          out.flush();
          return 0;
        });
  }

  /// The lines for a file, or for the files directly in a folder by name.
  List<String> lines(String path) throws IOException {
    if (!Files.isDirectory(Path.of(path))) {
      return file(path);
    }
    List<String> names;
    try (var files = Files.list(Path.of(path))) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
    }
    if (names.isEmpty()) {
      throw new UsageException("The folder " + path + " holds no *.json file.");
    }
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      lines.addAll(file(path.endsWith("/") ? path + name : path + "/" + name));
    }
    return lines;
  }

  private List<String> file(String name) {
    List<String> lines = new ArrayList<>();
    try {
      for (RawEvent rawEvent : Payload.split(bytes(name)).events()) {
        lines.add(line(name, rawEvent.index(), translation(rawEvent)));
      }
    } catch (PayloadException e) {
      System.err.println(
          name + ": " + e.advice() + " The webhook would answer " + e.status() + ".");
      lines.add(line(name, 0, new Translation.DeadLetter(Reason.INVALID_EVENT, List.of())));
    }
    return lines;
  }

  private static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw new UsageException("Cannot read " + name + " (" + e.getClass().getSimpleName() + ").");
    }
  }

  private Translation translation(RawEvent rawEvent) {
    return rawEvent.form() == RawEvent.Form.INVALID_UTF8
        ? new Translation.DeadLetter(Reason.INVALID_EVENT, List.of())
        : translator.translate(new String(rawEvent.bytes(), StandardCharsets.UTF_8), arrival);
  }

  /// The request stands in the line as the exact text that Regal would get.
  private static String line(String file, int index, Translation translation) {
    String outcome =
        switch (translation) {
          case Translation.Send send -> "\"send\",\"request\":" + send.request().json();
          case Translation.Skip skip -> "\"skip\",\"reason\":" + text(skip.reason().code());
          case Translation.DeadLetter park ->
              "\"dead_letter\",\"reason\":" + text(park.reason().code());
        };
    return "{\"file\":"
        + text(file)
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
