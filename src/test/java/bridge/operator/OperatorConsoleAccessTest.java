package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.stack.RealLookingCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may use a running console of a deployed stack.
class OperatorConsoleAccessTest {
  private static final List<String> READS =
      List.of("stack", "queues", "oldest", "traffic", "alarms", "health");

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  @ParameterizedTest
  @ValueSource(strings = {"/", "/stack.js", "/console/stack.js", "/api/stack", "/a//b", "/token/"})
  void withoutTheTokenNothingIsServedAndAwsIsNotAsked(String path) throws Exception {
    assertThat(console.status("GET " + path, console.own())).isEqualTo(403);
    assertThat(console.aws.actions).isEmpty();
  }

  @Test
  void theTokenOfTheAddressIsNotEnoughForTheApi() throws Exception {
    for (String read : READS) {
      String inPath = "/api/" + read + "?token=" + console.token();

      assertThat(console.status("GET " + inPath, console.own())).isEqualTo(403);
      assertThat(console.status("GET /" + console.token() + "/api/" + read, console.own()))
          .isEqualTo(404);
    }
    String wrong = console.own() + "X-Console-Token: " + "A".repeat(console.token().length());
    assertThat(console.status("GET /api/stack", wrong + "\r\n")).isEqualTo(403);
    assertThat(console.aws.actions).isEmpty();
  }

  @Test
  void everyRunHasATokenOfItsOwn() throws Exception {
    try (var other = new OperatorConsoleFixture()) {
      assertThat(other.token()).hasSize(43).isNotEqualTo(console.token());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: elsewhere.example",
        "Host: elsewhere.example:PORT",
        "Host: 127.0.0.1",
        "Host: 127.0.0.1:1",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://elsewhere.example",
        "Host: 127.0.0.1:PORT\r\nOrigin: null",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://localhost:PORT",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-site"
      })
  void anotherNameOrAPageOfAnotherSiteIsRefusedEvenWithTheToken(String headers) throws Exception {
    String given =
        headers.replace("PORT", String.valueOf(console.port()))
            + "\r\nX-Console-Token: "
            + console.token()
            + "\r\n";

    assertThat(console.status("GET /api/stack", given)).isEqualTo(403);
    assertThat(console.status("GET /" + console.token() + "/", given)).isEqualTo(403);
    assertThat(console.aws.actions).isEmpty();
  }

  @Test
  void itsOwnPageIsServedWhichMayLoadNothingElseAndIsKeptNowhere() throws Exception {
    String page =
        console.send(
            "GET /" + console.token() + "/", console.own() + "Sec-Fetch-Site: none\r\n", "");
    String fromPage =
        console.withToken()
            + "Origin: http://127.0.0.1:"
            + console.port()
            + "\r\nSec-Fetch-Site: same-origin\r\n";

    assertThat(page)
        .startsWith("HTTP/1.1 200 ")
        .contains("<title>Bridge console</title>")
        .containsIgnoringCase("Cache-Control: no-store")
        .containsIgnoringCase("Referrer-Policy: no-referrer")
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe-inline");
    assertThat(console.status("GET /api/stack", fromPage)).isEqualTo(200);
    assertThat(console.status("GET /api/stack", fromPage.replace("127.0.0.1", "localhost")))
        .isEqualTo(200);
  }

  @Test
  void everyFileThatThePageNamesIsServed() throws Exception {
    String page = Files.readString(Path.of("src/local/web/stack.html"));
    assertThat(page).doesNotContain("\"/");
    for (String name : page.split("(href|src)=\"", -1)) {
      if (name.matches("(?s)[a-z]+\\.(css|js|svg)\".*")) {
        String file = name.substring(0, name.indexOf('"'));
        assertThat(console.status("GET /" + console.token() + "/" + file, console.own()))
            .isEqualTo(200);
      }
    }
  }

  @Test
  void noOtherAddressOfThisMachineServesIt() throws Exception {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : each.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> connect(address)).isInstanceOf(IOException.class);
        }
      }
    }
  }

  private void connect(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, console.port()), 1_000);
    }
  }

  @Test
  void otherPathsAndMethodsDoNotExist() throws Exception {
    assertThat(console.status("GET /api/none", console.withToken())).isEqualTo(404);
    assertThat(console.status("PUT /api/stack", console.withToken())).isEqualTo(404);
    assertThat(console.send("POST /api/stack", console.withToken(), "{}"))
        .startsWith("HTTP/1.1 404 ");
    assertThat(console.status("GET /" + console.token() + "/../pom.xml", console.own()))
        .isEqualTo(404);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void anEmulatorGetsNoCredentialsOfTheDefaultChain() throws Exception {
    try (var _ = new RealLookingCredentials();
        var emulator = new OperatorConsoleFixture()) {
      for (String read : READS) {
        emulator.read(read);
      }
      assertThat(emulator.aws.credentials)
          .hasSizeGreaterThan(15)
          .matches(RealLookingCredentials::areAbsentFrom);
    }
  }
}
