package bridge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function of template.yaml under AWS's own runtime interface client, as Lambda starts it: 1,024
/// MB, and where there is no SnapStart the runtime's `-XX:TieredStopAtLevel=1` (Lambda developer
/// guide, java-customization).
///
/// @param handler the class
/// @param hasSnapStart as the template says of it
record LambdaFunction(Path root, String handler, boolean hasSnapStart) {
  /// What the managed runtime brings; everything else comes out of the artifact.
  private static final List<String> RUNTIME =
      List.of(
          "aws-lambda-java-runtime-interface-client",
          "aws-lambda-java-core",
          "aws-lambda-java-serialization",
          "utils-lite",
          "annotations-2");

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String NATIVE_CLIENT =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  static LambdaFunction ingest(Path root) {
    return new LambdaFunction(root, "bridge.function.IngestFunction", true);
  }

  static LambdaFunction dispatch(Path root) {
    return new LambdaFunction(root, "bridge.function.DispatchFunction", false);
  }

  /// @param isSnapshot whether it is to stop for a snapshot after its start
  /// @param classes where to write each class that is loaded; null for nowhere
  ChildProcess start(
      RuntimeApi api,
      Map<String, String> settings,
      boolean isSnapshot,
      @Nullable File classes,
      File out)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ChildProcess.java().toString()));
    command.addAll(List.of("-Xmx870m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true"));
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add(NATIVE_CLIENT + TaskRoot.nativeClient());
    if (!hasSnapStart) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    if (classes != null) {
      command.add("-Xlog:class+load:file=" + classes.getAbsolutePath() + ":none");
    }
    command.addAll(List.of("-cp", String.join(File.pathSeparator, TaskRoot.jars(RUNTIME)), CLIENT));
    command.add(handler + "::handleRequest");
    return ChildProcess.of(command, environment(api, settings, isSnapshot), root, out);
  }

  private Map<String, String> environment(
      RuntimeApi api, Map<String, String> settings, boolean isSnapshot) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_LAMBDA_LOG_LEVEL", "TRACE");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", isSnapshot ? "snap-start" : "on-demand");
    environment.put("POWERTOOLS_SERVICE_NAME", "regal-bridge");
    environment.put("POWERTOOLS_METRICS_NAMESPACE", "RegalBridge");
    environment.put("POWERTOOLS_LOG_LEVEL", "INFO");
    if (hasSnapStart) {
      environment.remove("AWS_ACCESS_KEY_ID");
      environment.remove("AWS_SECRET_ACCESS_KEY");
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentials());
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "bench");
    }
    return environment;
  }
}
