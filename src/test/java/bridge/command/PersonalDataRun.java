package bridge.command;

import static bridge.fake.SeededPersonalData.TOKEN;
import static bridge.fake.SeededPersonalData.event;

import bridge.emulator.LocalSecrets;
import bridge.emulator.LoopbackServer;
import bridge.fake.SeededPersonalData;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A person's data and every secret on every way through the functions, the broken ones included.
/// Prints each answer; what the functions log comes from themselves.
final class PersonalDataRun {
  private static final Map<String, String> AUTHENTICATED = Map.of("x-bridge-token", TOKEN);

  private final FunctionsFixture functionsFixture;
  private final AtomicInteger status;

  private PersonalDataRun(FunctionsFixture functionsFixture, AtomicInteger status) {
    this.functionsFixture = functionsFixture;
    this.status = status;
  }

  public static void main(String[] args) throws Exception {
    AtomicInteger status = new AtomicInteger(200);
    try (LoopbackServer echo =
            new LoopbackServer(
                InetAddress.getLoopbackAddress(), 0, exchange -> echo(exchange, status));
        FunctionsFixture functionsFixture =
            new FunctionsFixture(
                SeededPersonalData.SECRET,
                TOKEN,
                Map.of("REGAL_ENDPOINT", "http://127.0.0.1:" + echo.port() + "/events"))) {
      functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, SeededPersonalData.REGAL_KEY);
      PersonalDataRun run = new PersonalDataRun(functionsFixture, status);
      run.postWebhooks();
      run.deliverEvents();
      run.redriveEvents();
    }
    System.out.println("the run is over");
    System.exit(0);
  }

  private void postWebhooks() throws Exception {
    for (String type : List.of("identify", "track", "delete", "group", "nonsense")) {
      print(functionsFixture.post(event(type), AUTHENTICATED));
    }
    print(
        functionsFixture.post(
            "[" + event("track") + ",\"" + SeededPersonalData.MAIL + "\"]", AUTHENTICATED));
    print(functionsFixture.post("[" + event("track").repeat(2) + "]", AUTHENTICATED));
    print(functionsFixture.post(event("track").replace(":", ""), AUTHENTICATED));
    print(functionsFixture.post(SeededPersonalData.MAIL, AUTHENTICATED));
    print(
        functionsFixture.post(
            "{\"userId\":\"" + SeededPersonalData.PHONE + "\u0001\"}", AUTHENTICATED));
    print(
        functionsFixture.post(event("track"), Map.of("x-bridge-token", SeededPersonalData.SECRET)));
    print(functionsFixture.post(event("track"), Map.of("x-signature", SeededPersonalData.MAIL)));
    print(
        functionsFixture.post(
            event("track"), Map.of("content-encoding", SeededPersonalData.PHONE)));
    print(
        functionsFixture.post(
            event("track"), Map.of("user-agent", "Segment " + SeededPersonalData.IP)));
    print(functionsFixture.invokeIngest(utf8("{\"body\":\"" + SeededPersonalData.MAIL)));
    print(functionsFixture.invokeIngest(utf8("{\"body\":" + SeededPersonalData.LAST_NAME + "}")));
    functionsFixture.secrets.put(LocalSecrets.TOKEN, TOKEN); // no JSON
    print(
        new FunctionsFixture(TOKEN, "\"" + SeededPersonalData.SECRET)
            .post(event("track"), AUTHENTICATED));
  }

  private void deliverEvents() throws Exception {
    for (int each : new int[] {200, 302, 400, 401, 403, 404, 413, 429, 500, 503, -1}) {
      status.set(each);
      functionsFixture.restartDispatch();
      deliver(event("identify"));
      deliver(event("track"));
    }
    status.set(200);
    for (String type : List.of("identify", "delete", "nonsense", "page", "group")) {
      deliver(event(type));
    }
    deliver(event("track").replace(":", ""));
    deliver(event("identify").replace(SeededPersonalData.PHONE, SeededPersonalData.MAIL));
    deliver("[" + SeededPersonalData.MAIL + "]");
    print(
        functionsFixture.dispatch(
            utf8("{\"Records\":[{\"body\":\"" + SeededPersonalData.MAIL + "\"}]}")));
    print(functionsFixture.dispatch(utf8("{\"Records\":" + SeededPersonalData.LAST_NAME)));
    functionsFixture.secrets.put(
        LocalSecrets.REGAL_KEY,
        SeededPersonalData.REGAL_KEY + "\u0007" + SeededPersonalData.SECRET);
    functionsFixture.restartDispatch();
    deliver(event("track"));
  }

  private void redriveEvents() throws Exception {
    print(functionsFixture.redrive("{}"));
    print(functionsFixture.redrive("{\"dryRun\":false}"));
  }

  private void deliver(String event) throws Exception {
    print(functionsFixture.dispatch(List.of("a".repeat(64)), List.of(event)));
  }

  private static void print(String response) {
    System.out.println("answered " + response);
  }

  /// Quotes the request, as an API's error message may.
  private static void echo(HttpExchange exchange, AtomicInteger status) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (status.get() < 0) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("location", "http://127.0.0.1/" + SeededPersonalData.MAIL);
    LoopbackServer.respond(
        exchange,
        status.get(),
        "application/json",
        "{\"message\":\""
            + exchange.getRequestHeaders().getFirst("Authorization")
            + new String(body, StandardCharsets.UTF_8).replace("\"", "\\\"")
            + "\"}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
