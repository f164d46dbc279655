package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.ingest.RotatingSecret;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.secret.Secret;
import bridge.stack.AwsCallException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StoredSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rotation of Segment's shared secret and of the token, in the runbook's two steps. Values are
/// shown by their fingerprints; a new one is made here and goes nowhere but to Secrets Manager.
record SecretRotation(StackAddress address, StackClients clients, Instant now) {
  /// The outputs that name the secret and the command that prints it.
  private static final Map<String, List<String>> OUTPUTS =
      Map.of(
          "signature", List.of("SegmentSecretName", "ReadSegmentSecret"),
          "token", List.of("SegmentTokenName", "ReadSegmentToken"));

  private static final List<String> OTHER_STAGES = List.of("AWSPREVIOUS", "AWSPENDING");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 48;
  private static final int BOTH = 2;

  /// IllegalArgumentException where there is no such secret or step.
  static void check(String secret, String step) {
    if (!OUTPUTS.containsKey(secret) || !List.of("begin", "finish").contains(step)) {
      throw new IllegalArgumentException("There is no such secret or step.");
    }
  }

  /// Which values of both secrets are valid now.
  JsonBuilder states() {
    StackDescription stack = StackDescription.require(clients, address);
    return new JsonBuilder()
        .put("signature", state(stack, "signature"))
        .put("token", state(stack, "token"));
  }

  private Json state(StackDescription stack, String secret) {
    String id = output(stack, secret, 0);
    StoredSecret stored = StoredSecret.read(clients, id);
    List<Secret> valid = values(stored);
    List<Json> rows = new ArrayList<>();
    rows(rows, StoredSecret.CURRENT, valid, valid);
    for (String stage : OTHER_STAGES) {
      StoredSecret other = StoredSecret.find(clients, id, stage);
      rows(rows, stage, other == null ? List.of() : values(other), valid);
    }
    JsonBuilder json =
        new JsonBuilder()
            .put("values", rows)
            .put("step", valid.size() == BOTH ? "finish" : "begin")
            .put("read", output(stack, secret, 1));
    Instant storedAt = stored.storedAt();
    return json.put("storedAt", storedAt == null ? null : storedAt.toString())
        .put("finishFrom", valid.size() == BOTH ? finishFrom(stored).toString() : null)
        .flag("isDue", valid.size() == BOTH && !finishFrom(stored).isAfter(now))
        .json();
  }

  private static void rows(List<Json> rows, String stage, List<Secret> values, List<Secret> valid) {
    for (int i = 0; i < values.size(); i++) {
      rows.add(
          new JsonBuilder()
              .put("stage", stage)
              .put("name", i == 0 ? "current" : "previous")
              .put("fingerprint", StoredSecret.fingerprint(values.get(i)))
              .put("isValid", valid.contains(values.get(i)))
              .json());
    }
  }

  /// Stores a new value beside the one that Segment uses; both are valid then.
  Json.Obj begin(String secret) {
    String id = output(StackDescription.require(clients, address), secret, 0);
    List<Secret> valid = values(StoredSecret.read(clients, id));
    if (valid.size() == BOTH) {
      return StackApi.problem(
          "Two values are valid already: a rotation has begun.",
          "Finish it first, since Segment may still use the previous value.");
    }
    if (valid.isEmpty()) {
      return StackApi.problem(
          "The secret has no value of at least 16 characters.",
          "Store one: src/site/markdown/runbook.md#rotate-a-secret");
    }
    Secret made = random();
    store(
        id,
        new JsonBuilder().put("current", made.value()).put("previous", valid.getFirst().value()));
    return outcome(
        "current %s, previous %s"
            .formatted(StoredSecret.fingerprint(made), StoredSecret.fingerprint(valid.getFirst())));
  }

  /// Stores the current value alone, once Segment cannot send the previous one any more.
  Json.Obj finish(String secret) {
    String id = output(StackDescription.require(clients, address), secret, 0);
    StoredSecret stored = StoredSecret.read(clients, id);
    List<Secret> valid = values(stored);
    if (valid.size() != BOTH) {
      return StackApi.problem("There is no previous value: no rotation has begun.", "");
    }
    if (finishFrom(stored).isAfter(now)) {
      return StackApi.problem(
          "Segment may send the previous value until %s."
              .formatted(finishFrom(stored).truncatedTo(ChronoUnit.MINUTES)),
          "Wait until then: a request with a value that is not valid gets 423.");
    }
    store(id, new JsonBuilder().put("current", valid.getFirst().value()));
    return outcome("current " + StoredSecret.fingerprint(valid.getFirst()));
  }

  private void store(String id, JsonBuilder values) {
    AwsCallException.call(
        "secretsmanager:PutSecretValue",
        () ->
            clients
                .secretsManager()
                .putSecretValue(r -> r.secretId(id).secretString(JsonWriter.text(values.json()))));
  }

  private static Secret random() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Secret(text.toString());
  }

  private Instant finishFrom(StoredSecret stored) {
    Instant storedAt = stored.storedAt();
    return (storedAt == null ? now : storedAt).plus(StoredSecret.SEGMENT_RETRIES);
  }

  private static List<Secret> values(StoredSecret stored) {
    return RotatingSecret.of(stored.text()).values();
  }

  private static String output(StackDescription stack, String secret, int which) {
    return stack.output(OUTPUTS.getOrDefault(secret, List.of()).get(which));
  }

  private static Json.Obj outcome(String words) {
    return new JsonBuilder().put("outcome", words).json();
  }
}
