package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.LocalSqs;
import bridge.emulator.LoopbackServer;
import bridge.emulator.UsageException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a local command says to an option that it cannot use.
class CommandOptionTest {
  private static final String NAME = "option.test";

  @AfterEach
  void clearProperty() {
    System.clearProperty(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "${option.test}"})
  void whatMavenLeavesEmptyIsAbsent(String value) {
    System.setProperty(NAME, value);

    assertThat(CommandOption.of(NAME)).isNull();
    assertThat(CommandOption.number(NAME, 7, 0, 9)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "0", "10", "1.5", "80000000000"})
  void aWrongNumberIsNamedWithItsBounds(String value) {
    System.setProperty(NAME, value);

    assertThatThrownBy(() -> CommandOption.number(NAME, 7, 1, 9))
        .isInstanceOf(UsageException.class)
        .hasMessage("-Doption.test must be a whole number from 1 to 9, and is " + value + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense",
    "127.0.0.1:8081/events",
    "http://127.0.0.1:8081",
    "http://127.0.0.1:8081/",
    "http://exa mple/x",
    "http:///events",
    "file:///events"
  })
  void aWrongAddressIsNamedWithAnExample(String value) {
    System.setProperty(NAME, value);

    assertThatThrownBy(() -> CommandOption.url(NAME, "http://127.0.0.1:8081/events"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "-Doption.test must be a whole address, as http://127.0.0.1:8081/events, and is "
                + value
                + ".");
  }

  @Test
  void anAddressNeedsAPathOnlyWhereTheExampleHasOne() {
    System.setProperty(NAME, "http://localhost:4567");

    assertThat(CommandOption.url(NAME, LocalSqs.LOCALSTACK)).isEqualTo("http://localhost:4567");
  }

  @Test
  void whatIsNotAnIpAddressIsNamedWithExamples() {
    System.setProperty(NAME, "localhost");

    assertThatThrownBy(() -> CommandOption.ip(NAME, "127.0.0.1"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("-Doption.test must be an IP address, as 127.0.0.1");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (LoopbackServer taken = new LoopbackServer(here, 0)) {
      taken.serve(exchange -> LoopbackServer.respond(exchange, 200, "text/plain", "taken"));

      assertThatThrownBy(() -> new LoopbackServer(here, taken.port()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("port " + taken.port())
          .hasMessageContaining("set another -Dport");
    }
  }

  @Test
  void whereNoSqsRespondsTheCommandSaysWhatToStart() throws Exception {
    String nobody;
    try (LoopbackServer closed = new LoopbackServer(InetAddress.getLoopbackAddress(), 0)) {
      closed.serve(exchange -> LoopbackServer.respond(exchange, 404, "text/plain", "no SQS"));
      nobody = "http://127.0.0.1:" + closed.port();

      assertThatThrownBy(() -> new LocalSqs(nobody))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("No SQS answers at " + nobody)
          .hasMessageContaining("Start LocalStack");
    }
  }
}
