package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.stack.AwsCallException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// Invokes the stack's redrive function. Its own request and response are those of redrive.md.
record DeadLetterRedrive(StackAddress address, StackClients clients) {
  private static final JsonReader JSON = new JsonReader(8);
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final List<String> CHOICES = List.of("reasons", "messageIds");

  /// Counts what would be sent; sends nothing.
  Json.Obj list(Json.Obj chosen) {
    return invoke(request(chosen, true));
  }

  Json.Obj send(Json.Obj chosen) {
    return invoke(request(chosen, false));
  }

  /// What is chosen, and nothing else that the page may have sent.
  static Json.Obj details(Json.Obj chosen) {
    return choices(chosen).json();
  }

  /// SQS ids of the chosen dead letters; empty for all.
  static Set<String> messageIds(Json.Obj chosen) {
    return details(chosen).get("messageIds") instanceof Json.Arr(List<Json> ids)
        ? ids.stream().map(id -> ((Json.Text) id).value()).collect(Collectors.toSet())
        : Set.of();
  }

  private static Json.Obj request(Json.Obj chosen, boolean isDryRun) {
    return choices(chosen).put("dryRun", isDryRun).json();
  }

  private static JsonBuilder choices(Json.Obj chosen) {
    JsonBuilder request = new JsonBuilder();
    for (String choice : CHOICES) {
      if (chosen.get(choice) instanceof Json.Arr(List<Json> texts)
          && !texts.isEmpty() // which would mean all
          && texts.stream().allMatch(DeadLetterRedrive::isCode)) {
        request.put(choice, texts);
      } else if (chosen.get(choice) != null) {
        throw new IllegalArgumentException(choice + " must be an array of codes or ids");
      }
    }
    return request;
  }

  /// The audit file gets it, so it can be nothing else.
  private static boolean isCode(Json value) {
    return value instanceof Json.Text(String text) && CODE.matcher(text).matches();
  }

  private Json.Obj invoke(Json.Obj request) {
    String name = StackDescription.require(clients, address).output("RedriveFunctionName");
    InvokeResponse response =
        AwsCallException.call(
            "lambda:InvokeFunction",
            () ->
                clients
                    .invocations()
                    .invoke(
                        r ->
                            r.functionName(name)
                                .payload(SdkBytes.fromUtf8String(JsonWriter.text(request)))));
    try {
      if (response.functionError() == null
          && JSON.read(response.payload().asUtf8String()) instanceof Json.Obj result) {
        return result.get("message") instanceof Json.Text(String message)
            ? problem(message)
            : result;
      }
    } catch (JsonException _) {
      return problem("The redrive function's response is not JSON.");
    }
    return problem("The redrive function failed.");
  }

  private static Json.Obj problem(String sentence) {
    return new JsonBuilder()
        .put("problem", sentence)
        .put("advice", "Nothing is lost: list again, or look at the log of the function.")
        .json();
  }
}
