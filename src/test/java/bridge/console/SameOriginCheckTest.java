package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names a local server has, and whose pages may use it.
class SameOriginCheckTest {
  private static final InetAddress BOUND = InetAddress.ofLiteral("192.0.2.7");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "127.0.0.1:8080",
        "127.0.0.2",
        "[::1]:8080",
        "192.0.2.7:8081",
        "host.docker.internal:8081"
      })
  void theNamesOfThisMachinePass(String host) {
    assertThat(SameOriginCheck.refusal(host, null, BOUND)).isNull();
    assertThat(SameOriginCheck.refusal(host, "http://" + host, BOUND)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8080",
        "elsewhere.example",
        "localhost.elsewhere.example:8080",
        "127.0.0.1.elsewhere.example",
        "192.0.2.8",
        "[2001:db8::1]:8080",
        "docker.internal"
      })
  void anyOtherNameIsRefused(String host) {
    assertThat(SameOriginCheck.refusal(host, null, BOUND)).contains("192.0.2.7");
    assertThat(SameOriginCheck.refusal(host, "http://" + host, BOUND)).isNotNull();
  }

  @Test
  void aRequestWithoutAHostIsRefused() {
    assertThat(SameOriginCheck.refusal(null, null, BOUND)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "", "http://localhost", "http://localhost:1", "https://localhost:8080"})
  void aPageOfAnotherOriginIsRefused(String origin) {
    assertThat(SameOriginCheck.refusal("localhost:8080", origin, BOUND)).contains("another site");
  }
}
