package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.SeededPersonalData;
import bridge.stack.StackAddress;
import bridge.stack.StackEmulator;
import bridge.stack.StackState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A console in front of an emulator's stack, and requests to it as a page would send them.
final class OperatorConsoleFixture implements AutoCloseable {
  final StackEmulator aws = new StackEmulator();
  private final Path home;
  private final Path state;
  final Path audit;
  private final OperatorConsole console;
  private final URI url;

  OperatorConsoleFixture() {
    this(null);
  }

  /// @param address null for that of the emulator
  OperatorConsoleFixture(@Nullable StackAddress address) {
    try {
      this.home = Files.createTempDirectory("audit");
      this.state = home.resolve("state");
      this.audit = state.resolve("audit.jsonl");
      this.console =
          new OperatorConsole(
              address == null
                  ? new StackAddress(StackState.NAME, "us-east-1", null, aws.url())
                  : address,
              0,
              Duration.ofSeconds(20),
              new AuditLog(audit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.url = URI.create(console.url());
  }

  /// The lines of the audit file, none if there is no file.
  List<String> audit() throws IOException {
    return Files.exists(audit) ? Files.readAllLines(audit) : List.of();
  }

  /// Whether the audit file holds no line.
  boolean isAuditEmpty() {
    try {
      return audit().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on no line can be added.
  void makeAuditUnwritable() {
    try {
      Files.deleteIfExists(audit);
      Files.createDirectories(audit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return url.getPort();
  }

  String token() {
    return url.getPath().replace("/", "");
  }

  String own() {
    return "Host: 127.0.0.1:" + port() + "\r\n";
  }

  String withToken() {
    return own() + "X-Console-Token: " + token() + "\r\n";
  }

  /// An answer of the API, in which nothing shows that is planted in AWS's answers.
  JsonNode read(String name) throws IOException {
    return answer(send("GET /api/" + name, withToken(), ""));
  }

  /// As [#read], of a request.
  JsonNode post(String name, String body) throws IOException {
    return answer(send("POST /api/" + name, withToken(), body));
  }

  private static JsonNode answer(String response) throws IOException {
    assertThat(response).startsWith("HTTP/1.1 200 ");
    assertThat(SeededPersonalData.findIn(response)).isEmpty();
    return new ObjectMapper().readTree(response.substring(response.indexOf("\r\n\r\n")));
  }

  int status(String request, String headers) throws IOException {
    return Integer.parseInt(send(request, headers, "").split(" ", 3)[1]);
  }

  /// The whole response. A socket, since Java's client sends no other name than that of the
  /// address.
  ///
  /// @param request as `GET /path`
  String send(String request, String headers, String body) throws IOException {
    String text =
        "%s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(request, headers, body.length(), body);
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    console.close();
    aws.close();
    try {
      Files.deleteIfExists(audit);
      Files.deleteIfExists(state);
      Files.deleteIfExists(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
