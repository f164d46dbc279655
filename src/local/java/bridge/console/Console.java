package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
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
import org.jspecify.annotations.Nullable;

/// The console: `/` and everything under `/console/`. On loopback only, for its own page only.
public final class Console {
  private static final String FILES = "/console/";
  private static final String API = "/console/api/";
  private static final Path EXAMPLES = Path.of("events");

  private final Journal journal;
  private final Controls controls;
  private final Explanation explanation = new Explanation();

  public Console(Journal journal, Controls controls) {
    this.journal = journal;
    this.controls = controls;
  }

  public static boolean has(String path) {
    return path.equals("/") || path.startsWith(FILES);
  }

  public void handle(HttpExchange exchange) throws IOException {
    String refusal = Guard.refusal(exchange);
    if (refusal != null) {
      Replies.message(exchange, 403, refusal);
      return;
    }
    String path = exchange.getRequestURI().getPath();
    try {
      switch (exchange.getRequestMethod()) {
        case "GET" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> Replies.message(exchange, 405, "GET or POST.");
      }
    } catch (JsonException | IllegalArgumentException e) {
      Replies.message(exchange, 400, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      Replies.message(exchange, 503, "The bridge is closing.");
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/")) {
      Pages.answer(exchange, "index.html");
    } else if (path.equals(API + "live")) {
      new Live(journal, controls).stream(exchange);
    } else if (path.equals(API + "examples")) {
      Replies.json(exchange, 200, examples());
    } else if (path.startsWith(API + "events/")) {
      event(exchange, path.substring((API + "events/").length()));
    } else {
      Pages.answer(exchange, path.substring(FILES.length()));
    }
  }

  private void post(HttpExchange exchange, String path)
      throws IOException, JsonException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (path) {
      case API + "explain" ->
          Replies.json(exchange, 200, explanation.ofPayload(body, Instant.now()));
      case API + "send" -> send(exchange, body);
      case API + "script" -> {
        controls.script(new String(body, StandardCharsets.UTF_8));
        Replies.json(exchange, 200, controls.script());
      }
      case API + "kill" ->
          Replies.json(exchange, 200, new Members().put("killed", controls.kill()).json());
      case API + "rotate" ->
          Replies.message(
              exchange,
              200,
              controls.rotate(parameter(exchange, "secret"), parameter(exchange, "step")));
      case API + "replay" ->
          Replies.bytes(exchange, 200, "application/json", controls.replay(body));
      default -> Replies.message(exchange, 404, "There is no such path.");
    }
  }

  private void send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Controls.Answered answered =
        controls.send(body, proof(exchange, "signature"), proof(exchange, "token"));
    Members members = new Members().put("status", answered.status());
    try {
      members.put("answer", new JsonReader(8).read(answered.body()));
    } catch (JsonException _) {
      members.put("answer", answered.body());
    }
    Replies.json(exchange, 200, members.json());
  }

  private void event(HttpExchange exchange, String number) throws IOException {
    long wanted = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    Known known = journal.<@Nullable Known>read(view -> known(view.story(wanted)));
    if (known == null) {
      Replies.message(
          exchange, 404, "Event " + number + " is not kept: the console forgets the oldest.");
    } else {
      Replies.json(exchange, 200, detail(known));
    }
  }

  /// What is read under the journal's lock; the rest is worked out after it.
  private record Known(
      Members members,
      String body,
      boolean isBase64,
      Instant arrival,
      @Nullable Exchange exchange,
      @Nullable String request,
      State state,
      String reason) {}

  private static @Nullable Known known(@Nullable Story story) {
    if (story == null) {
      return null;
    }
    Members members =
        story
            .members()
            .put("group", story.group)
            .put("messageIds", story.messageIds.stream().<Json>map(Json.Text::new).toList())
            .put("repeats", story.repeats)
            .put("intake", story.intake == null ? null : story.intake.words())
            .put("timeline", story.timeline());
    return new Known(
        members,
        story.body,
        story.isBase64(),
        story.arrival(),
        story.lastExchange,
        story.request,
        story.state,
        story.reason);
  }

  private Json detail(Known known) {
    Members members = known.members();
    if (known.state() == State.REFUSED || known.isBase64()) {
      members.put("segment", Explanation.lines(known.body()));
    } else {
      members.put("explanation", explanation.of(known.body(), known.arrival()).json());
    }
    boolean hasReason = known.state() == State.PARKED || known.state() == State.SKIPPED;
    members.put("why", hasReason ? Explanation.why(known.reason()) : null);
    Exchange exchange = known.exchange();
    if (exchange != null) {
      Members headers = new Members();
      exchange.headers().forEach(headers::put);
      members.put(
          "received",
          new Members()
              .put("at", exchange.at().toString())
              .put("headers", headers.json())
              .put("lines", Explanation.lines(exchange.body()))
              .flag("differs", !exchange.body().equals(known.request()))
              .json());
    }
    return members.json();
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
              new Members()
                  .put("name", String.valueOf(file.getFileName()))
                  .put("text", Files.readString(file))
                  .json());
        }
      }
    }
    return new Json.Arr(examples);
  }

  private static Controls.Proof proof(HttpExchange exchange, String name) {
    return Controls.Proof.valueOf(parameter(exchange, name).toUpperCase(Locale.ROOT));
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
