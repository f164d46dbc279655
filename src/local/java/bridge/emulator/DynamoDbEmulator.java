package bridge.emulator;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An emulator of DynamoDB: speaks its JSON protocol to the real SDK, for one table with the keys
/// `p` and `s` and for the calls that the bridge makes. The same test holds it and an emulator to
/// the adapter's promises.
public final class DynamoDbEmulator implements AutoCloseable {
  public static final String NAME = "state";

  private static final String TYPE = "application/x-amz-json-1.0";
  private static final String PREFIX = "DynamoDB_20120810.";

  /// With the brackets of its JSON.
  private static final int MAX_SORT_KEY = 1_024 + 8;

  /// Items by partition and sort key, as they came.
  private final Map<List<Json>, Json.Obj> items = new LinkedHashMap<>();

  private final BiConsumer<String, Json.Obj> onCall;
  private final LoopbackServer front;

  public DynamoDbEmulator() throws IOException {
    this((_, _) -> {});
  }

  /// @param onCall gets each call's name and request, on its thread, before it is carried out
  public DynamoDbEmulator(BiConsumer<String, Json.Obj> onCall) throws IOException {
    this.onCall = onCall;
    this.front = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::handle);
  }

  public String url() {
    return "http://127.0.0.1:" + front.port();
  }

  synchronized int size() {
    return items.size();
  }

  @Override
  public void close() {
    front.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    try {
      Json.Obj request =
          (Json.Obj) new JsonReader(20).read(exchange.getRequestBody().readAllBytes());
      String call = target.replace(PREFIX, "");
      onCall.accept(call, request);
      Json.Obj answer = respond(call, request);
      LoopbackServer.respond(
          exchange, answer.get("__type") == null ? 200 : 400, TYPE, text(answer));
    } catch (JsonException | ClassCastException _) {
      LoopbackServer.respond(exchange, 400, TYPE, text(error("SerializationException")));
    }
  }

  private synchronized Json.Obj respond(String call, Json.Obj request) {
    if (hasTooLongKey(request)) {
      return error("ValidationException");
    }
    return switch (call) {
      case "GetItem" -> getResult(items.get(key(object(request, "Key"))));
      case "BatchGetItem" -> batchGet(object(object(request, "RequestItems"), NAME));
      case "Query" -> query(request);
      case "PutItem" -> put(request);
      case "BatchWriteItem" -> batchWrite(object(request, "RequestItems").get(NAME));
      default -> error("UnknownOperationException");
    };
  }

  /// Whether a sort key in it is longer than DynamoDB takes.
  private static boolean hasTooLongKey(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.values().stream().anyMatch(DynamoDbEmulator::hasTooLongKey)
              || (members.get("s") instanceof Json.Obj sort && text(sort).length() > MAX_SORT_KEY);
      case Json.Arr(List<Json> elements) ->
          elements.stream().anyMatch(DynamoDbEmulator::hasTooLongKey);
      default -> false;
    };
  }

  private static Json.Obj getResult(Json.@Nullable Obj item) {
    return new Json.Obj(item == null ? Map.of() : Map.of("Item", item));
  }

  private Json.Obj batchGet(Json.Obj asked) {
    List<Json> found = new ArrayList<>();
    for (Json key : array(asked.get("Keys"))) {
      Json.Obj item = items.get(key((Json.Obj) key));
      if (item != null) {
        found.add(item);
      }
    }
    return new Json.Obj(
        Map.of(
            "Responses", new Json.Obj(Map.of(NAME, new Json.Arr(found))),
            "UnprocessedKeys", new Json.Obj(Map.of())));
  }

  /// One page of a partition, by its sort keys.
  private Json.Obj query(Json.Obj request) {
    Json.Obj partition = object(object(request, "ExpressionAttributeValues"), ":p");
    String after = sort(object(request, "ExclusiveStartKey"));
    int limit =
        request.get("Limit") instanceof Json.Num(String digits)
            ? Integer.parseInt(digits)
            : Integer.MAX_VALUE;
    List<Json.Obj> found =
        items.values().stream()
            .filter(item -> object(item, "p").equals(partition) && sort(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(DynamoDbEmulator::sort))
            .limit(limit)
            .toList();
    Map<String, Json> page = new LinkedHashMap<>();
    page.put("Items", new Json.Arr(List.copyOf(found)));
    if (found.size() == limit) {
      Json.Obj last = found.getLast();
      page.put(
          "LastEvaluatedKey", new Json.Obj(Map.of("p", object(last, "p"), "s", object(last, "s"))));
    }
    return new Json.Obj(page);
  }

  private static String sort(Json.Obj key) {
    return object(key, "s").get("S") instanceof Json.Text(String value) ? value : "";
  }

  /// The two conditions that the adapter knows: nothing stands there, or a row of that token.
  private Json.Obj put(Json.Obj request) {
    Json.Obj item = object(request, "Item");
    Json.Obj standing = items.get(key(item));
    Json expected = object(request, "ExpressionAttributeValues").get(":v");
    boolean isMet =
        expected == null
            ? standing == null
            : standing != null && expected.equals(standing.get("v"));
    if (isMet) {
      items.put(key(item), item);
      return new Json.Obj(Map.of());
    }
    Map<String, Json> refusal =
        new LinkedHashMap<>(error("ConditionalCheckFailedException").members());
    if (standing != null) {
      refusal.put("Item", standing);
    }
    return new Json.Obj(refusal);
  }

  private Json.Obj batchWrite(@Nullable Json requests) {
    for (Json request : array(requests)) {
      Json.Obj put = object(object((Json.Obj) request, "PutRequest"), "Item");
      if (put.members().isEmpty()) {
        items.remove(key(object(object((Json.Obj) request, "DeleteRequest"), "Key")));
      } else {
        items.put(key(put), put);
      }
    }
    return new Json.Obj(Map.of("UnprocessedItems", new Json.Obj(Map.of())));
  }

  private static List<Json> key(Json.Obj holder) {
    return List.of(object(holder, "p"), object(holder, "s"));
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static List<Json> array(@Nullable Json value) {
    return value instanceof Json.Arr(List<Json> elements) ? elements : List.of();
  }

  private static Json.Obj error(String type) {
    return new Json.Obj(
        Map.of(
            "__type", new Json.Text("com.amazonaws.dynamodb.v20120810#" + type),
            "message", new Json.Text(type)));
  }

  private static String text(Json.Obj json) {
    return JsonWriter.text(json);
  }
}
