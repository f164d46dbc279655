package bridge.regal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The API key goes to hosts of Regal only.
class RegalEndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://events.regalvoice.com/events",
        "https://events.regalvoice.com:443/events",
        "https://EVENTS.regal.io/events",
        "https://a.b.regal.ai/x"
      })
  void regalsOwnHostsMayHaveTheKey(String address) {
    assertThat(RegalEndpoint.requireRegal(URI.create(address))).isEqualTo(URI.create(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://events.regalvoice.com/events",
        "https://events.regalvoice.com.evil.com/events",
        "https://evilregal.io/events",
        "https://regal.io@evil.com/events",
        "https://a@events.regal.io/events",
        "https://events.regal.io:8443/events",
        "https://events.regal.io/events?to=evil",
        "https://127.0.0.1/events",
        "file:///etc/passwd",
        "events"
      })
  void noOtherHostMay(String address) {
    assertThatThrownBy(() -> new HttpRegalApi(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
