package bridge.operator;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.console.HttpReplies;
import bridge.console.Pages;
import bridge.emulator.LoopbackServer;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `exec:exec@console`: serves a page about a deployed stack at this machine's loopback address.
final class OperatorConsole implements AutoCloseable {
  private static final int PORT = 8_080;
  private static final int REQUEST_DEPTH = 5;
  private static final Path DOCUMENTS = Path.of("src/site/markdown");
  private static final Pattern DOCUMENT = Pattern.compile("docs/[a-z-]+\\.md");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LoopbackServer front;
  private final StackClients clients;
  private final StackApi api;
  private final AccessCheck access;

  /// Serves from now on.
  ///
  /// @param port 0 for any that is free
  /// @param patience how long one call to AWS may take
  /// @param audit takes a line before each action
  OperatorConsole(StackAddress address, int port, Duration patience, AuditLog audit)
      throws IOException {
    this.front = new LoopbackServer(InetAddress.ofLiteral("127.0.0.1"), port);
    this.clients = new StackClients(address, patience);
    this.api = new StackApi(address, clients, audit);
    this.access = new AccessCheck(front.port());
    front.serve(this::handle);
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          StackAddress address = StackAddress.ofOptions();
          try (OperatorConsole console =
              new OperatorConsole(address, CommandOption.port(PORT), PATIENCE, AuditLog.ofUser())) {
            System.out.println("The console of " + address + " is at " + console.url());
            System.out.println(
                "The address lets anyone on this machine use your rights: keep it to yourself.");
            Thread.sleep(Long.MAX_VALUE);
          }
          return 0;
        });
  }

  /// The address of the page, with the token of this run.
  String url() {
    return "http://127.0.0.1:" + front.port() + "/" + access.token() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String refusal = access.refusal(exchange.getRequestHeaders(), path);
    if (refusal != null) {
      HttpReplies.message(exchange, 403, refusal);
    } else if (path.startsWith(AccessCheck.API)) {
      answer(exchange, path.substring(AccessCheck.API.length()));
    } else {
      file(exchange, path.substring(access.token().length() + 2));
    }
  }

  private void answer(HttpExchange exchange, String name) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      @Nullable Json answer =
          switch (exchange.getRequestMethod()) {
            case "GET" -> api.read(name);
            case "POST" -> api.post(name, request(body));
            default -> null;
          };
      if (answer == null) {
        HttpReplies.message(exchange, 404, "There is no such path.");
      } else {
        HttpReplies.json(exchange, 200, answer);
      }
    } catch (JsonException | IllegalArgumentException e) {
      HttpReplies.message(exchange, 400, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      HttpReplies.message(exchange, 503, "The console is closing.");
    }
  }

  private static Json.Obj request(byte[] body) throws JsonException {
    if (new JsonReader(REQUEST_DEPTH).read(body) instanceof Json.Obj request) {
      return request;
    }
    throw new JsonException("the request is not an object");
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    Path document = DOCUMENTS.resolve(name.substring(name.indexOf('/') + 1));
    if (DOCUMENT.matcher(name).matches() && Files.isRegularFile(document)) {
      HttpReplies.bytes(exchange, 200, "text/plain; charset=utf-8", Files.readAllBytes(document));
    } else {
      Pages.respond(exchange, name.isEmpty() ? "stack.html" : name);
    }
  }

  @Override
  public void close() {
    front.close();
    clients.close();
  }
}
