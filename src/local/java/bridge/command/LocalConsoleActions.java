package bridge.command;

import bridge.console.ConsoleActions;
import bridge.emulator.ApiGatewayEmulator;
import bridge.emulator.LocalLambdaContext;
import bridge.emulator.LocalSecrets;
import bridge.emulator.RegalEmulator;
import bridge.emulator.RegalScript;
import bridge.emulator.SegmentSender;
import bridge.emulator.SegmentSigner;
import bridge.function.RedriveFunction;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the console may do to this bridge.
final class LocalConsoleActions implements ConsoleActions {
  private static final Duration REDRIVE_TIMEOUT = Duration.ofSeconds(60);

  private final LocalBridge bridge;
  private final Map<String, String> env;
  private String secret;
  private String token;
  private String key = RegalEmulator.KEY;

  /// @param env what the functions get
  LocalConsoleActions(LocalBridge bridge, Map<String, String> env, String secret, String token) {
    this.bridge = bridge;
    this.env = Map.copyOf(env);
    this.secret = secret;
    this.token = token;
  }

  @Override
  public Proofs sign(byte[] body) {
    return new Proofs(SegmentSigner.sign(firstEvent(body), secret()), token());
  }

  @Override
  public Response send(byte[] body, Proof signature, Proof bridgeToken)
      throws IOException, InterruptedException {
    Proofs proofs = sign(body);
    try (SegmentSender segmentSender = new SegmentSender(bridge.port(), secret(), token())) {
      String signed =
          switch (signature) {
            case RIGHT -> proofs.signature();
            case WRONG -> "0".repeat(40);
            case NONE -> null;
          };
      String sent =
          switch (bridgeToken) {
            case RIGHT -> proofs.token();
            case WRONG -> "wrong-token";
            case NONE -> null;
          };
      HttpResponse<String> answer = segmentSender.post(body, signed, sent);
      long request = answer.headers().firstValueAsLong(ApiGatewayEmulator.REQUEST_ID).orElse(0);
      return new Response(answer.statusCode(), answer.body(), request);
    }
  }

  @Override
  public boolean hasRegal() {
    return bridge.hasRegal();
  }

  @Override
  public Json script() {
    return new Json.Arr(bridge.regal().script().stream().map(RegalScript.Entry::json).toList());
  }

  @Override
  public void script(String json) throws JsonException {
    if (!hasRegal()) {
      throw new JsonException("Regal is elsewhere (-Dregal.url): script it there");
    }
    bridge.regal().script(RegalScript.read(json));
  }

  @Override
  public int kill() {
    return bridge.kill();
  }

  @Override
  public synchronized String rotate(String name, String step) {
    String next = name + "-" + UUID.randomUUID().toString().substring(0, 13);
    return switch (name + " " + step) {
      case "signature new" -> {
        put(LocalSecrets.SIGNATURE, next, secret);
        secret = next;
        yield "The shared secret is new; the old one is still accepted. The console signs with the"
            + " new.";
      }
      case "signature finish" -> {
        put(LocalSecrets.SIGNATURE, secret, null);
        yield "Only the new shared secret is accepted once the bridge reads it again: within 5"
            + " minutes.";
      }
      case "token new" -> {
        put(LocalSecrets.TOKEN, next, token);
        token = next;
        yield "The token is new; the old one is still accepted. The console sends the new.";
      }
      case "token finish" -> {
        put(LocalSecrets.TOKEN, token, null);
        yield "Only the new token is accepted once the bridge reads it again: within 5 minutes.";
      }
      case "key both" -> {
        key = next;
        bridge.secrets().put(LocalSecrets.REGAL_KEY, key);
        bridge.regal().key(key);
        yield "Regal's key is new, at Regal and in Secrets Manager.";
      }
      case "key regal" -> {
        key = next;
        bridge.regal().key(key);
        yield "Regal takes only a new key now, which Secrets Manager does not hold yet.";
      }
      case "key store" -> {
        bridge.secrets().put(LocalSecrets.REGAL_KEY, key);
        yield "Secrets Manager holds the key that Regal takes.";
      }
      default -> throw new IllegalArgumentException("there is no such secret or step");
    };
  }

  @Override
  public byte[] redrive(byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new RedriveFunction(env)
        .handleRequest(
            new ByteArrayInputStream(request),
            answer,
            new LocalLambdaContext("redrive", REDRIVE_TIMEOUT));
    return answer.toByteArray();
  }

  @Override
  public Depths depths() {
    return bridge.depths();
  }

  private synchronized String secret() {
    return secret;
  }

  private synchronized String token() {
    return token;
  }

  private void put(String name, String current, @Nullable String previous) {
    Json.Text now = new Json.Text(current);
    Json.Obj value =
        new Json.Obj(
            previous == null
                ? Map.of("current", now)
                : Map.of("current", now, "previous", new Json.Text(previous)));
    bridge.secrets().put(name, JsonWriter.text(value));
  }

  /// What Segment signs: the event, or the first of an array; all of what cannot be cut.
  private static byte[] firstEvent(byte[] body) {
    try {
      var elements = Payload.split(body).events();
      return elements.isEmpty() ? body : elements.getFirst().bytes();
    } catch (PayloadException _) {
      return body;
    }
  }
}
