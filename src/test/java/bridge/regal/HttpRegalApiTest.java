package bridge.regal;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.RawServer;
import bridge.json.Json;
import bridge.secret.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One POST to Regal's API over real HTTP, and the delivery that each response becomes.
class HttpRegalApiTest {
  private static final Secret KEY = new Secret("raw-key");
  private static final RegalRequest REQUEST =
      new RegalRequest(new Json.Obj(Map.of("userId", new Json.Text("é"))));

  @Test
  void postsTheExactBodyWithTheRawKey() throws Exception {
    try (RawServer regal = RawServer.withResponse("HTTP/1.1 200 OK\nContent-Length: 2\n\nOK")) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Accepted(200));

      String request =
          new String(
              regal.requests().getFirst().getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      assertThat(request)
          .startsWith("POST /events HTTP/1.1")
          .contains("Authorization: raw-key\r\n", "Content-Type: application/json\r\n")
          .doesNotContain("Upgrade")
          .endsWith("\r\n\r\n{\"userId\":\"é\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200,Accepted", "204,Accepted", "302,Misdirected", "307,Misdirected", "400,Refused",
    "401,Unauthorised", "403,Suspect", "404,Misdirected", "405,Misdirected", "408,Unknown",
    "410,Misdirected", "413,Refused", "418,Suspect", "422,Refused", "429,Throttled",
    "500,Unknown", "502,Unknown", "503,Unavailable", "504,Unknown"
  })
  void everyStatusHasItsDelivery(int status, String delivery) throws Exception {
    String response = "HTTP/1.1 " + status + " X\nLocation: http://127.0.0.1:1/\n";
    try (RawServer regal =
        RawServer.withResponse(response + (status == 204 ? "\n" : "Content-Length: 0\n\n"))) {
      assertThat(post(regal.uri("http")).getClass().getSimpleName()).isEqualTo(delivery);
      assertThat(regal.requests()).hasSize(1);
    }
  }

  @Test
  void aRejectionCarriesRegalsMessage() throws Exception {
    String body = "{\"message\":\"phone is no phone\"}";
    try (RawServer regal = RawServer.withResponse("HTTP/1.1 400 X\n\n" + body)) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Refused(400, "phone is no phone"));
    }
  }

  @Test
  void ofRegalsMessageTheFirstThousandCharactersAreKept() throws Exception {
    String body = "{\"message\":\"" + "x".repeat(5_000) + "\"}";
    try (RawServer regal = RawServer.withResponse("HTTP/1.1 400 X\n\n" + body)) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Refused(400, "x".repeat(1_000)));
    }
  }

  @Test
  void anErrorBodyUnder200IsAccepted() throws Exception {
    try (RawServer regal = RawServer.withResponse("HTTP/1.1 200 OK\n\n{\"message\":\"error\"}")) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Accepted(200));
    }
  }

  @Test
  void aResponseWithoutEndIsCutAtItsFirst8Kb() throws Exception {
    RawServer.Talk endless =
        socket -> {
          var out = socket.getOutputStream();
          out.write("HTTP/1.1 400 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(new byte[8_192]);
          }
        };
    try (RawServer regal = new RawServer(endless)) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Refused(400, ""));
    }
  }

  @Test
  void aStatusDecidesThoughItsBodyNeverComes() throws Exception {
    RawServer.Talk dripping =
        socket -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().read();
        };
    try (RawServer regal = new RawServer(dripping)) {
      assertThat(postUntilRead(regal.uri("http"))).isEqualTo(new Delivery.Accepted(200));
    }
  }

  @Test
  void aBodyCutShortDoesNotUndoItsStatus() throws Exception {
    try (RawServer regal = RawServer.withResponse("HTTP/1.1 200 OK\nContent-Length: 100\n\nx")) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Accepted(200));
    }
  }

  /// A response comes, and after less than twice the time.
  @Test
  void aResponseThatComesTooLateIsUnknown() throws Exception {
    RawServer.Talk late =
        socket -> {
          Thread.sleep(Duration.ofMillis(900));
          String head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        };
    try (RawServer regal = new RawServer(late)) {
      assertThat(post(regal.uri("http"), KEY, Duration.ofMillis(500)))
          .isEqualTo(new Delivery.Unknown("read_timeout"));
    }
  }

  @Test
  void aPostThatIsGivenUpClosesItsConnection() throws Exception {
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    RawServer.Talk silent =
        socket -> {
          try {
            heard.complete(socket.getInputStream().read());
          } catch (SocketException _) {
            heard.complete(-1);
          }
        };
    try (RawServer regal = new RawServer(silent)) {
      assertThat(postUntilReceived(regal, "http", Duration.ofMillis(500)))
          .isEqualTo(new Delivery.Unknown("read_timeout"));

      assertThat(heard.get(10, TimeUnit.SECONDS)).isNegative();
    }
  }

  /// A common default of servers is to close an idle connection after 5 s.
  @Test
  void idleConnectionsAreClosedBeforeAServerDoes() {
    HttpRegalApi _ = new HttpRegalApi(URI.create("http://127.0.0.1:1/"), true);

    assertThat(Integer.getInteger("jdk.httpclient.keepalive.timeout")).isLessThan(5);
  }

  @Test
  void noProxyOfTheEnvironmentHearsTheKey() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (RawServer proxy = RawServer.withResponse("HTTP/1.1 502 X\nContent-Length: 0\n\n");
        RawServer regal = RawServer.withResponse("HTTP/1.1 200 OK\nContent-Length: 0\n\n")) {
      ProxySelector.setDefault(
          ProxySelector.of(
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(), proxy.uri("http").getPort())));

      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Accepted(200));
      assertThat(proxy.requests()).isEmpty();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void aConnectionClosedWithoutAResponseIsUnknown() throws Exception {
    try (RawServer regal = new RawServer(_ -> {})) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Unknown("reset"));
      assertThat(regal.requests()).hasSize(1);
    }
  }

  @Test
  void aConnectionResetIsUnknown() throws Exception {
    try (RawServer regal = new RawServer(socket -> socket.setSoLinger(true, 0))) {
      assertThat(post(regal.uri("http"))).isEqualTo(new Delivery.Unknown("reset"));
      assertThat(regal.requests()).hasSize(1);
    }
  }

  /// The kernel answers two connections that nobody accepts, and no more.
  @Test
  void aConnectionThatIsNotAnsweredWithinThreeSecondsWasSurelyNotProcessed() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket full = new ServerSocket(0, 1, loopback);
        Socket _ = new Socket(loopback, full.getLocalPort());
        Socket _ = new Socket(loopback, full.getLocalPort())) {
      URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/events");

      assertThat(post(uri)).isEqualTo(new Delivery.Unavailable("connect_timeout"));
    }
  }

  @Test
  void aRefusedConnectionWasSurelyNotProcessed() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = closed.getLocalPort();
    }
    assertThat(post(URI.create("http://127.0.0.1:" + port + "/events")))
        .isEqualTo(new Delivery.Unavailable("connection_refused"));
  }

  @Test
  void anUnknownHostWasSurelyNotProcessed() throws Exception {
    assertThat(post(URI.create("http://regal.invalid/events")))
        .isEqualTo(new Delivery.Unavailable("dns"));
  }

  @Test
  void aConnectionClosedDuringTheHandshakeWasSurelyNotProcessed() throws Exception {
    try (RawServer regal = new RawServer(_ -> {})) {
      assertThat(post(regal.uri("https"))).isEqualTo(new Delivery.Unavailable("tls"));
    }
  }

  @Test
  void onlyTls12And13AreOffered() throws Exception {
    try (RawServer regal = new RawServer(_ -> {})) {
      postUntilReceived(regal, "https", Duration.ofSeconds(10));

      // RFC 8446, 4.2.1: extension 43, 5 bytes, a list of 4 bytes: 3.4 (TLS 1.3), 3.3 (TLS 1.2).
      assertThat(regal.requests().getFirst()).contains("\0+\0\5\4\3\4\3\3");
    }
  }

  @ParameterizedTest
  @CsvSource({"'a\nb'", "'a\rb'", "'a\u0000b'", "'a\u20acb'"})
  void aKeyThatIsInvalidInAHeaderIsUnauthorised(String key) throws Exception {
    assertThat(
            post(URI.create("http://127.0.0.1:1/events"), new Secret(key), Duration.ofSeconds(1)))
        .isEqualTo(new Delivery.Unauthorised(0));
  }

  /// On a busy machine the first call may be given up before the server has received anything.
  private static Delivery postUntilReceived(RawServer server, String scheme, Duration timeout)
      throws InterruptedException {
    Delivery delivery = post(server.uri(scheme), KEY, timeout);
    for (int calls = 1; calls < 10 && server.requests().isEmpty(); calls++) {
      delivery = post(server.uri(scheme), KEY, timeout);
    }
    return delivery;
  }

  /// On a busy machine a short call may be given up before the status arrives: each one lasts twice
  /// as long as the one before.
  private static Delivery postUntilRead(URI endpoint) throws InterruptedException {
    Duration timeout = Duration.ofMillis(300);
    Delivery delivery = post(endpoint, KEY, timeout);
    for (int calls = 1;
        calls < 6 && delivery.equals(new Delivery.Unknown("read_timeout"));
        calls++) {
      timeout = timeout.multipliedBy(2);
      delivery = post(endpoint, KEY, timeout);
    }
    return delivery;
  }

  private static Delivery post(URI endpoint) throws InterruptedException {
    return post(endpoint, KEY, Duration.ofSeconds(10));
  }

  private static Delivery post(URI endpoint, Secret key, Duration timeout)
      throws InterruptedException {
    return new HttpRegalApi(endpoint, true).post(REQUEST, key, timeout);
  }
}
