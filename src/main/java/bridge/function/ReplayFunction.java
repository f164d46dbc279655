package bridge.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Lambda's shapes around replay.
public final class ReplayFunction implements RequestStreamHandler {
  public ReplayFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public ReplayFunction(Map<String, String> env) {
    if (env.isEmpty()) {
      throw new IllegalStateException("no settings");
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {}
}
