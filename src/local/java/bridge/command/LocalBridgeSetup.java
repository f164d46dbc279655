package bridge.command;

import bridge.emulator.LocalSqs;
import bridge.translate.TranslationSettings;
import org.jspecify.annotations.Nullable;

/// What a local bridge is started with.
///
/// @param port 0 for any that is free
/// @param regalUrl where to post instead of to the emulator of this process, null for that
/// @param awsEndpoint LocalStack, null for what this process has itself
record LocalBridgeSetup(
    int port,
    String secret,
    String token,
    @Nullable String regalUrl,
    @Nullable String awsEndpoint,
    int visibilitySeconds,
    TranslationSettings mapping) {
  private static final int PORT = 8_080;
  private static final String SECRET = "local-segment-secret";
  private static final String TOKEN = "local-segment-token";

  /// Six times the dispatch function's timeout, as deployed.
  private static final int VISIBILITY_SECONDS = 360;

  static LocalBridgeSetup ofOptions() {
    return new LocalBridgeSetup(
        CommandOption.port(PORT),
        CommandOption.of("segment.secret", SECRET),
        CommandOption.of("segment.token", TOKEN),
        CommandOption.url("regal.url", "http://127.0.0.1:8081/events"),
        awsEndpointOption(),
        Math.toIntExact(CommandOption.number("queue.visibility", VISIBILITY_SECONDS, 1, 43_200)),
        MappingOptions.read());
  }

  /// The defaults, at a port that is free; `-Daws.endpoint=` counts.
  static LocalBridgeSetup atAnyPort() {
    return new LocalBridgeSetup(
        0,
        SECRET,
        TOKEN,
        null,
        awsEndpointOption(),
        VISIBILITY_SECONDS,
        TranslationSettings.DEFAULT);
  }

  private static @Nullable String awsEndpointOption() {
    return CommandOption.url("aws.endpoint", LocalSqs.LOCALSTACK);
  }
}
