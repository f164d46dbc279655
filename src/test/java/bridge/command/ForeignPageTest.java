package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.RegalEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a page of another site, open in a browser of this machine, gets of the local servers.
class ForeignPageTest {
  private static final String FOREIGN = "Host: elsewhere.example\r\n";

  private static LocalBridge bridge;
  private static RegalEmulator regal;

  @BeforeAll
  static void start() throws Exception {
    bridge = new LocalBridge(LocalBridgeSetup.atAnyPort(), _ -> {});
    regal = new RegalEmulator(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterAll
  static void stop() {
    regal.close();
    bridge.close();
  }

  @ParameterizedTest
  @MethodSource("shown")
  void whatShowsOrScriptsIsForItsOwnPageAndForPrograms(int port, String request) throws Exception {
    String own = "Host: localhost:" + port + "\r\n";

    assertThat(status(port, request, FOREIGN)).isEqualTo(403);
    assertThat(status(port, request, own + "Origin: http://elsewhere.example\r\n")).isEqualTo(403);
    assertThat(status(port, request, own + "Origin: null\r\n")).isEqualTo(403);
    assertThat(status(port, request, own + "Origin: http://localhost:" + port + "\r\n"))
        .isEqualTo(200);
    assertThat(status(port, request, own)).isEqualTo(200);
  }

  static Stream<Object[]> shown() {
    Stream<Object[]> ofBridge =
        Stream.of(
                "GET /",
                "GET /console/app.js",
                "GET /console/api/live",
                "GET /console/api/examples",
                "POST /console/api/sign",
                "POST /console/api/kill",
                "GET /outcomes?none",
                "GET /regal/requests",
                "POST /regal/script",
                "POST /regal/key")
            .map(request -> new Object[] {bridge.port(), request});
    Stream<Object[]> ofRegal =
        Stream.of("GET /regal/requests", "POST /regal/script", "POST /regal/key")
            .map(request -> new Object[] {regal.port(), request});
    return Stream.concat(ofBridge, ofRegal);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void whatMachinesCallHasAnyName(int port, String request, int status) throws Exception {
    String elsewhere = FOREIGN + "Origin: http://elsewhere.example\r\n";

    assertThat(status(port, request, elsewhere)).isEqualTo(status);
  }

  static Stream<Object[]> machines() {
    return Stream.of(
        new Object[] {bridge.port(), "POST /segment", 423},
        new Object[] {bridge.port(), "GET /health", 200},
        new Object[] {regal.port(), "POST /events", 401},
        new Object[] {regal.port(), "GET /health", 200});
  }

  /// A socket, since Java's client sends no other name than that of the address.
  private static int status(int port, String request, String headers) throws IOException {
    String body = request.startsWith("POST") ? "[]" : "";
    String text =
        "%s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(request, headers, body.length(), body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(in.readLine().split(" ", -1)[1]);
    }
  }
}
