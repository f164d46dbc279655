package bridge.stack;

import java.util.List;
import java.util.Map;

/// Credentials in the first place of the default chain, a session token included, until they are
/// closed. Who uses them locks the system properties.
public final class RealLookingCredentials implements AutoCloseable {
  private static final Map<String, String> REAL =
      Map.of(
          "aws.accessKeyId", "AKIAREALLOOKING00000",
          "aws.secretAccessKey", "real-looking-secret",
          "aws.sessionToken", "real-looking-session-token");

  public RealLookingCredentials() {
    REAL.forEach(System::setProperty);
  }

  /// Whether every request was signed with test/test, without a session token.
  public static boolean areAbsentFrom(List<? extends String> credentials) {
    return credentials.stream()
        .allMatch(one -> one.contains("Credential=test/") && one.endsWith(" null"));
  }

  @Override
  public void close() {
    REAL.keySet().forEach(System::clearProperty);
  }
}
