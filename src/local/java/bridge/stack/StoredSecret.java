package bridge.stack;

import bridge.hash.Sha256;
import bridge.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/// One version of a secret.
///
/// @param text empty for a binary one
/// @param storedAt null where an emulator does not say
public record StoredSecret(Secret text, @Nullable Instant storedAt) {
  /// For so long Segment may send a request again as it was, with the value of then.
  public static final Duration SEGMENT_RETRIES = Duration.ofHours(4);

  public static final String CURRENT = "AWSCURRENT";

  private static final int FINGERPRINT_DIGITS = 8;
  private static final int GUESSABLE_BELOW = 16; // characters

  /// The version that the functions read.
  public static StoredSecret read(StackClients clients, String id) {
    return call(clients, id, CURRENT);
  }

  /// The version of another stage; null for none.
  public static @Nullable StoredSecret find(StackClients clients, String id, String stage) {
    try {
      return call(clients, id, stage);
    } catch (AwsCallException e) {
      if ("ResourceNotFoundException".equals(e.code())) {
        return null;
      }
      throw e;
    }
  }

  private static StoredSecret call(StackClients clients, String id, String stage) {
    GetSecretValueResponse stored =
        AwsCallException.call(
            "secretsmanager:GetSecretValue",
            () -> clients.secretsManager().getSecretValue(r -> r.secretId(id).versionStage(stage)));
    String text = stored.secretString();
    return new StoredSecret(new Secret(text == null ? "" : text), stored.createdDate());
  }

  /// What may be shown of a value: the first digits of its hash, and only of one that is long
  /// enough not to be guessed from them.
  public static String fingerprint(Secret secret) {
    if (secret.value().length() < GUESSABLE_BELOW) {
      return "stored, with %s characters".formatted(secret.value().length());
    }
    return "sha256:" + Sha256.hex(secret.value()).substring(0, FINGERPRINT_DIGITS);
  }
}
