package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.translate.Translator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The console: `/` and everything under `/console/`. For requests that [SameOriginCheck] lets
/// pass.
public final class Console {
  private static final String FILES = "/console/";
  private static final String API = "/console/api/";
  private static final Path EXAMPLES = Path.of("events");

  private final EventLog eventLog;
  private final ConsoleActions consoleActions;
  private final Explanation explanation;

  /// @param translator with the settings of the functions
  public Console(EventLog eventLog, ConsoleActions consoleActions, Translator translator) {
    this.eventLog = eventLog;
    this.consoleActions = consoleActions;
    this.explanation = new Explanation(translator);
  }

  public static boolean has(String path) {
    return path.equals("/") || path.startsWith(FILES);
  }

  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> HttpReplies.message(exchange, 405, "GET or POST.");
      }
    } catch (JsonException | IllegalArgumentException e) {
      HttpReplies.message(exchange, 400, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      HttpReplies.message(exchange, 503, "The bridge is closing.");
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/")) {
      Pages.respond(exchange, "index.html");
    } else if (path.equals(API + "live")) {
      new EventStream(eventLog, consoleActions).stream(exchange);
    } else if (path.equals(API + "examples")) {
      HttpReplies.json(exchange, 200, examples());
    } else if (path.startsWith(API + "events/")) {
      event(exchange, path.substring((API + "events/").length()));
    } else {
      Pages.respond(exchange, path.substring(FILES.length()));
    }
  }

  private void post(HttpExchange exchange, String path)
      throws IOException, JsonException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (path) {
      case API + "explain" ->
          HttpReplies.json(exchange, 200, explanation.ofPayload(body, Instant.now()));
      case API + "search" ->
          HttpReplies.json(exchange, 200, numbers(new String(body, StandardCharsets.UTF_8)));
      case API + "sign" -> {
        ConsoleActions.Proofs proofs = consoleActions.sign(body);
        HttpReplies.json(
            exchange,
            200,
            new JsonBuilder()
                .put("signature", proofs.signature())
                .put("token", proofs.token())
                .json());
      }
      case API + "send" -> send(exchange, body);
      case API + "script" -> {
        consoleActions.script(new String(body, StandardCharsets.UTF_8));
        HttpReplies.json(exchange, 200, consoleActions.script());
      }
      case API + "kill" ->
          HttpReplies.json(
              exchange, 200, new JsonBuilder().put("killed", consoleActions.kill()).json());
      case API + "rotate" ->
          HttpReplies.message(
              exchange,
              200,
              consoleActions.rotate(parameter(exchange, "secret"), parameter(exchange, "step")));
      case API + "redrive" ->
          HttpReplies.bytes(exchange, 200, "application/json", consoleActions.redrive(body));
      default -> HttpReplies.message(exchange, 404, "There is no such path.");
    }
  }

  private void send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    ConsoleActions.Response answered =
        consoleActions.send(body, proof(exchange, "signature"), proof(exchange, "token"));
    JsonBuilder json =
        new JsonBuilder().put("status", answered.status()).put("request", answered.request());
    try {
      json.put("answer", new JsonReader(8).read(answered.body()));
    } catch (JsonException _) {
      json.put("answer", answered.body());
    }
    HttpReplies.json(exchange, 200, json.json());
  }

  private void event(HttpExchange exchange, String number) throws IOException {
    EventHistory history = eventLog.find(number.matches("\\d{1,18}") ? Long.parseLong(number) : 0);
    if (history == null) {
      HttpReplies.message(
          exchange, 404, "Event " + number + " is not kept: the console keeps only the newest.");
      return;
    }
    JsonBuilder json = eventLog.detail(history);
    if (history.isEvent) {
      json.put("explanation", explanation.of(history.message.body(), history.arrival()).json());
    }
    HttpReplies.json(exchange, 200, json.json());
  }

  /// The numbers of the events whose payload holds the text, upper and lower case alike.
  private Json numbers(String text) {
    Pattern wanted =
        Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return new Json.Arr(
        eventLog.all().stream()
            .filter(history -> wanted.matcher(history.message.body()).find())
            .<Json>map(history -> new Json.Num(Long.toString(history.number)))
            .toList());
  }

  private static Json examples() throws IOException {
    List<Json> examples = new ArrayList<>();
    if (Files.isDirectory(EXAMPLES)) {
      try (var files = Files.newDirectoryStream(EXAMPLES, "*.json")) {
        List<Path> sorted = new ArrayList<>();
        files.forEach(sorted::add);
        sorted.sort(null);
        for (Path file : sorted) {
          examples.add(
              new JsonBuilder()
                  .put("name", String.valueOf(file.getFileName()))
                  .put("text", Files.readString(file))
                  .json());
        }
      }
    }
    return new Json.Arr(examples);
  }

  private static ConsoleActions.Proof proof(HttpExchange exchange, String name) {
    return ConsoleActions.Proof.valueOf(parameter(exchange, name).toUpperCase(Locale.ROOT));
  }

  private static String parameter(HttpExchange exchange, String name) {
    URI uri = exchange.getRequestURI();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException("the address lacks " + name + "=");
  }
}
