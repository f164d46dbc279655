package bridge.function;

import bridge.ingest.WebhookResponse;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Lambda's hook before the snapshot from which every environment starts. [PrimingRequests] load
/// the classes and let the JVM compile the code that a request needs. A failure costs milliseconds
/// later and never fails the deployment.
///
/// AWS holds hooks by weak references: keep it in a field.
final class Priming implements Resource {
  /// After this many, the JVM has compiled most of the code for an array.
  private static final int ARRAYS = 100;

  private final PowertoolsTelemetry telemetry;

  private Priming(PowertoolsTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  static Priming register(PowertoolsTelemetry telemetry) {
    Priming priming = new Priming(telemetry);
    Core.getGlobalContext().register(priming);
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try (PrimingRequests primingRequests = new PrimingRequests()) {
      WebhookResponse response = primingRequests.sendEvent();
      for (int i = 0; i < ARRAYS && response instanceof WebhookResponse.Accepted; i++) {
        response = primingRequests.sendArray();
      }
      primeTls();
      telemetry.recordPriming(response.status());
    } catch (Throwable e) {
      telemetry.warn("priming", Map.of("cause", e.getClass().getName()));
    }
  }

  /// Makes the first message of a TLS handshake without sending it: half of what a first handshake
  /// costs.
  private static void primeTls() throws NoSuchAlgorithmException, SSLException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("rehearsal.invalid", 443);
    engine.setUseClientMode(true);
    ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), message);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
