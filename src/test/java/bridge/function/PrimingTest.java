package bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.ingest.WebhookResponse;
import org.junit.jupiter.api.Test;

/// The rehearsal goes the whole way.
class PrimingTest {
  /// Anything but 200 would mean that a part of the way was not gone: signature, cut or SDK.
  @Test
  void theMadeUpRequestsAreTakenToTheirEnd() throws Exception {
    try (PrimingRequests primingRequests = new PrimingRequests()) {
      assertThat(primingRequests.sendEvent()).isEqualTo(new WebhookResponse.Accepted(1, 0));
      for (int i = 0; i < 3; i++) {
        assertThat(primingRequests.sendArray()).isEqualTo(new WebhookResponse.Accepted(50, 0));
      }
    }
  }
}
