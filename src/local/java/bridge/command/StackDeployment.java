package bridge.command;

import bridge.emulator.UsageException;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stack in AWS, by the aws command of who runs this, with that person's rights.
final class StackDeployment implements Deployment {
  /// The dispatch functions' log groups, by the end of their name.
  private static final List<String> LOGS = List.of("dispatch");

  private final Aws aws;
  private final String stack;
  private final long startedAt = Instant.now().toEpochMilli();
  private final Map<String, String> outputs = new HashMap<>();

  /// The aws command: arguments in, what it prints out.
  interface Aws {
    String run(List<String> arguments) throws IOException, InterruptedException;
  }

  StackDeployment(Aws aws, String stack) throws IOException, InterruptedException {
    this.aws = aws;
    this.stack = stack;
    Json all =
        callAws(
            "cloudformation",
            "describe-stacks",
            "--stack-name",
            stack,
            "--query",
            "Stacks[0].Outputs");
    if (all instanceof Json.Arr(List<Json> each)) {
      for (Json output : each) {
        if (output instanceof Json.Obj fields
            && fields.get("OutputKey") instanceof Json.Text(String name)
            && fields.get("OutputValue") instanceof Json.Text(String value)) {
          outputs.put(name, value);
        }
      }
    }
  }

  @Override
  public URI webhook() {
    return URI.create(output("WebhookUrl"));
  }

  @Override
  public String secret() {
    return current("SegmentSecretName");
  }

  @Override
  public String token() {
    return current("SegmentTokenName");
  }

  @Override
  public List<String> lines(String group) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String log : LOGS) {
      Json found =
          callAws(
              "logs",
              "filter-log-events",
              "--log-group-name",
              "/aws/lambda/" + stack + "-" + log,
              "--start-time",
              Long.toString(startedAt),
              "--filter-pattern",
              "\"" + group + "\"",
              "--query",
              "events[].message");
      if (found instanceof Json.Arr(List<Json> messages)) {
        messages.forEach(
            message -> lines.add(message instanceof Json.Text(String text) ? text : ""));
      }
    }
    return lines;
  }

  private String current(String output) {
    try {
      Json text =
          callAws(
              "secretsmanager",
              "get-secret-value",
              "--secret-id",
              output(output),
              "--query",
              "SecretString");
      if (text instanceof Json.Text(String stored)
          && new JsonReader(4).read(stored) instanceof Json.Obj secret
          && secret.get("current") instanceof Json.Text(String current)) {
        return current;
      }
    } catch (JsonException | IOException _) {
      throw new UsageException(output + " cannot be read: may you read the stack's secrets?");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new UsageException(output + " holds no {\"current\": ...}: put it as the README says.");
  }

  private String output(String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new UsageException(
          "The stack "
              + stack
              + " has no output "
              + name
              + ": is it this bridge, and this region?");
    }
    return value;
  }

  private Json callAws(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", "json"));
    try {
      return new JsonReader(20).read(aws.run(all));
    } catch (JsonException _) {
      throw new IOException("aws " + arguments[0] + " printed no JSON");
    }
  }
}
