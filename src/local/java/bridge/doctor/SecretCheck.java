package bridge.doctor;

import bridge.ingest.RotatingSecret;
import bridge.secret.Secret;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StoredSecret;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// The form of the three secrets, whose values are shown by their fingerprints.
record SecretCheck(StackClients clients, StackDescription stack, Instant now) {
  /// The key goes into a header as it is.
  private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]+");

  List<Finding> regalKey() {
    String check = "regal-key";
    Secret key = read("RegalSecretName").text();
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
    return List.of(Finding.ok(check, StoredSecret.fingerprint(key)));
  }

  /// @param output that names the secret
  List<Finding> segment(String check, String output) {
    StoredSecret stored = read(output);
    List<Secret> values = RotatingSecret.of(stored.text()).values();
    if (values.isEmpty()) {
      return List.of(
          Finding.failure(
              check,
              "The secret has no value of at least 16 characters under \"current\"; the webhook"
                  + " responds 503.",
              "Store one: src/site/markdown/runbook.md#rotate-a-secret"));
    }
    String current = "current " + StoredSecret.fingerprint(values.getFirst());
    if (values.size() == 1) {
      return List.of(Finding.ok(check, current));
    }
    String both = current + ", previous " + StoredSecret.fingerprint(values.getLast());
    Instant storedAt = stored.storedAt();
    boolean isLate = storedAt != null && storedAt.plus(StoredSecret.SEGMENT_RETRIES).isBefore(now);
    return List.of(
        isLate
            ? Finding.warning(
                check,
                "The previous value is still valid, over four hours after the rotation: %s."
                    .formatted(both),
                "Store the current one alone: src/site/markdown/runbook.md#rotate-a-secret")
            : Finding.ok(check, both));
  }

  private StoredSecret read(String output) {
    return StoredSecret.read(clients, stack.output(output));
  }
}
