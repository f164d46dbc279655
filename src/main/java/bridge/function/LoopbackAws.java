package bridge.function;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// An emulator of Secrets Manager and SQS on the loopback interface, for priming: requests pass
/// through all of the SDK and its HTTP client, and nothing leaves the environment.
final class LoopbackAws implements AutoCloseable {
  private static final JsonReader JSON = new JsonReader(10);

  private final HttpServer server;
  private final String secret;
  private final String attributesDigest;

  /// @param secret the response to GetSecretValue
  /// @param attributesDigest SQS's digest of the attributes, the same for every message
  LoopbackAws(String secret, String attributesDigest) throws IOException {
    this.secret = secret;
    this.attributesDigest = attributesDigest;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    boolean isSecret = target != null && target.endsWith(".GetSecretValue");
    byte[] answer = isSecret ? secret.getBytes(StandardCharsets.UTF_8) : sendMessageBatch(request);
    exchange.sendResponseHeaders(200, answer.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer);
    }
  }

  /// SendMessageBatch's response: every entry is accepted.
  private byte[] sendMessageBatch(byte[] request) throws IOException {
    try {
      Json.Obj batch = (Json.Obj) JSON.read(request);
      List<Json> taken = new ArrayList<>();
      if (batch.get("Entries") instanceof Json.Arr(List<Json> entries)) {
        entries.forEach(entry -> taken.add(resultEntry((Json.Obj) entry)));
      }
      return JsonWriter.utf8(
          new Json.Obj(
              Map.of("Successful", new Json.Arr(taken), "Failed", new Json.Arr(List.of()))));
    } catch (JsonException e) {
      throw new IOException("the SDK sent no JSON", e);
    }
  }

  /// The SDK compares SQS's digests with what it sent.
  private Json resultEntry(Json.Obj entry) {
    return new Json.Obj(
        Map.of(
            "Id",
            text(entry, "Id"),
            "MessageId",
            text(entry, "Id"),
            "MD5OfMessageBody",
            new Json.Text(md5(text(entry, "MessageBody").value())),
            "MD5OfMessageAttributes",
            new Json.Text(attributesDigest)));
  }

  private static Json.Text text(Json.Obj object, String name) {
    return object.get(name) instanceof Json.Text text ? text : new Json.Text("");
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
