package bridge.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log names an event by its messageId, and no person by it.
class MessageIdTest {
  /// From Segment's documentation and libraries.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "022bb90c-bbac-11e4-8dfc-aa07a5b093db",
        "022BB90C-BBAC-11E4-8DFC-AA07A5B093DB",
        "ajs-f8ca1e4de5024d9430b3928bd8ac6b96",
        "ajs-next-391a4cc49cb833762daa05c3c0ba8198",
        "ajs-next-1740897872427-f4a0a0e1-ed32-446f-bfae-a7761c97810f",
        "node-f8ca1e4de5024d9430b3928bd8ac6b96-f4a0a0e1-ed32-446f-bfae-a7761c97810f",
        "node-next-1740897872427-f4a0a0e1-ed32-446f-bfae-a7761c97810f",
        "api-2r4o5eBJElExhnmTMqEg3OAEL7H",
        "personas_2r4o5eBJElExhnmTMqEg3OAEL7H",
        "segment-test-message-hhr7mm",
      })
  void anIdThatSegmentGeneratesIsLoggedAsItIs(String id) {
    assertThat(forLog(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+12125550123",
        "12125550123",
        "212-555-0123",
        "m-12125550123",
        "ajs-12125550123",
        "ajs-next-12125550123-f4a0a0e1-ed32-446f-bfae-a7761c97810f",
        "ajs-00000000000000000000012125550123",
        "node-next-+12125550123",
        "api-000000000000000012125550123",
        "api-00000000000000a012125550123",
        "personas_12125550123",
        "segment-test-message-12125550123",
        "00000000-0000-0000-0000-012125550123",
        "f4a0a0e1-ed32-446f-bfae-a7761c97810f 12125550123",
        "f4a0a0e1-ed32-446f-bfae-a7761c97810f\\n12125550123",
        "jane@example.com",
      })
  void anyOtherIdIsLoggedAsItsHash(String id) {
    assertThat(forLog(id)).matches("h:[0-9a-f]{16}");
  }

  /// `printf order-7 | sha256sum | cut -c 1-16`
  @Test
  void aHashIsFoundWithCommonTools() {
    assertThat(forLog("order-7")).isEqualTo("h:df8cf80227ec3237");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"messageId\":7}",
        "{\"messageId\":\"\"}",
        "{\"properties\":{\"messageId\":\"m1\"}}",
        "[]",
        "{\"type\":\"track\"",
        "eyJ0eXBlIjoidHJhY2sifQ==",
      })
  void anEventWithoutAnIdHasNone(String event) {
    assertThat(MessageId.forLog(event)).isEmpty();
  }

  private static String forLog(String id) {
    return MessageId.forLog("{\"type\":\"track\",\"a\":[{}],\"messageId\":\"" + id + "\"}");
  }
}
