package bridge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function of template.yaml under AWS's own runtime interface client, as Lambda starts it: 1,024
/// MB, and where there is no SnapStart the runtime's `-XX:TieredStopAtLevel=1` (Lambda developer
/// guide, java-customization).
///
/// @param handler the class
/// @param hasSnapStart as the template says of it
record LambdaFunction(Path root, String handler, boolean hasSnapStart) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

  static LambdaFunction ingest(Path root) {
    return new LambdaFunction(root, "bridge.function.IngestFunction", true);
  }

  static LambdaFunction dispatch(Path root) {
    return new LambdaFunction(root, "bridge.function.DispatchFunction", false);
  }

  /// @param settings environment variables besides, or in place of, those that Lambda sets
  /// @param jvmOptions besides Lambda's own
  /// @param out where its output goes
  ChildProcess start(
      RuntimeApi api, Map<String, String> settings, List<String> jvmOptions, Path out)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ChildProcess.JAVA));
    command.addAll(List.of("-Xmx870m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true"));
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add("-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + TaskRoot.nativeClient());
    if (!hasSnapStart) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, TaskRoot.runtimeJars())));
    command.addAll(List.of(CLIENT + "AWSLambda", handler + "::handleRequest"));
    return new ChildProcess(command, environment(api, settings), root, out.toFile());
  }

  private Map<String, String> environment(RuntimeApi api, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_LAMBDA_LOG_LEVEL", "TRACE");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("POWERTOOLS_SERVICE_NAME", "regal-bridge");
    environment.put("POWERTOOLS_LOG_LEVEL", "INFO");
    environment.putAll(settings);
    if (hasSnapStart) {
      environment.remove("AWS_ACCESS_KEY_ID");
      environment.remove("AWS_SECRET_ACCESS_KEY");
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentials());
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "bench");
    }
    return environment;
  }
}
