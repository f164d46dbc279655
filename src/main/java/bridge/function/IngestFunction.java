package bridge.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// API Gateway's HTTP API (payload 2.0) in front of ingest.
public final class IngestFunction implements RequestStreamHandler {
  public IngestFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public IngestFunction(Map<String, String> env) {
    if (env.isEmpty()) {
      throw new IllegalStateException("no settings");
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {}
}
