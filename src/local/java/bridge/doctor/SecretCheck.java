package bridge.doctor;

import bridge.hash.Sha256;
import bridge.ingest.RotatingSecret;
import bridge.secret.Secret;
import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/// The form of the three secrets. Of a value only a fingerprint is shown, and only of one that is
/// long enough not to be guessed from it.
record SecretCheck(StackClients clients, StackDescription stack, Instant now) {
  /// The key goes into a header as it is.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  private static final Duration SEGMENT_RETRIES = Duration.ofHours(4);
  private static final int FINGERPRINT_DIGITS = 8;
  private static final int GUESSABLE_BELOW = 16; // characters

  List<Finding> regalKey() {
    String check = "regal-key";
    Secret key = new Secret(text(read("RegalSecretName")));
    String advice = "Store the key alone, as text, by the command in the output SetRegalKey.";
    if (key.isMissing()) {
      return List.of(
          Finding.failure(
              check,
              "There is no API key: empty, binary or the placeholder. Events wait.",
              advice));
    }
    if (key.value().startsWith("{")) {
      return List.of(
          Finding.failure(check, "The secret holds JSON; all of it is the key.", advice));
    }
    if (!HEADER_VALUE.matcher(key.value()).matches()) {
      return List.of(
          Finding.failure(
              check,
              "The secret is no API key: it holds blanks, line ends or letters beyond ASCII.",
              advice));
    }
    return List.of(Finding.ok(check, fingerprint(key)));
  }

  /// @param output that names the secret
  List<Finding> segment(String check, String output) {
    GetSecretValueResponse stored = read(output);
    List<Secret> values = RotatingSecret.of(new Secret(text(stored))).values();
    if (values.isEmpty()) {
      return List.of(
          Finding.failure(
              check,
              "The secret has no value of at least 16 characters under \"current\"; the webhook"
                  + " responds 503.",
              "Store one: src/site/markdown/runbook.md#rotate-a-secret"));
    }
    String current = "current " + fingerprint(values.getFirst());
    if (values.size() == 1) {
      return List.of(Finding.ok(check, current));
    }
    String both = current + ", previous " + fingerprint(values.getLast());
    boolean isLate =
        stored.createdDate() != null && stored.createdDate().plus(SEGMENT_RETRIES).isBefore(now);
    return List.of(
        isLate
            ? Finding.warning(
                check,
                "The previous value is still valid, over four hours after the rotation: %s."
                    .formatted(both),
                "Store the current one alone: src/site/markdown/runbook.md#rotate-a-secret")
            : Finding.ok(check, both));
  }

  private GetSecretValueResponse read(String output) {
    String id = stack.output(output);
    return AwsCallException.call(
        "secretsmanager:GetSecretValue",
        () -> clients.secretsManager().getSecretValue(r -> r.secretId(id)));
  }

  private static String text(GetSecretValueResponse stored) {
    return stored.secretString() == null ? "" : stored.secretString();
  }

  private static String fingerprint(Secret secret) {
    if (secret.value().length() < GUESSABLE_BELOW) {
      return "stored, with %s characters".formatted(secret.value().length());
    }
    return "sha256:" + Sha256.hex(secret.value()).substring(0, FINGERPRINT_DIGITS);
  }
}
