package bridge.bench;

import bridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Counts what DynamoDB is asked for, from the requests themselves, and delays each.
final class TableMeter implements BiConsumer<String, Json.Obj> {
  private static final int KILOBYTE = 1_024;

  private TableUse use = TableUse.NONE;
  private volatile int delayMillis;

  /// From now on each call waits so long before it is carried out.
  void delay(int millis) {
    delayMillis = millis;
  }

  synchronized TableUse use() {
    return use;
  }

  @Override
  public void accept(String call, Json.Obj request) {
    add(used(call, request));
    try {
      if (delayMillis > 0) {
        Thread.sleep(delayMillis);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(TableUse more) {
    use = use.plus(more);
  }

  private static TableUse used(String call, Json.Obj request) {
    return switch (call) {
      case "GetItem", "Query" -> read(1, request);
      case "BatchGetItem" ->
          tables(request).stream()
              .map(table -> read(array(member(table, "Keys")).size(), table))
              .reduce(new TableUse(1, 0, 0, 0, 0), TableMeter::inOneCall);
      case "PutItem", "UpdateItem", "DeleteItem" -> written(member(request, "Item"));
      case "BatchWriteItem" ->
          tables(request).stream()
              .flatMap(table -> array(table).stream())
              .map(each -> written(member(member(each, "PutRequest"), "Item")))
              .reduce(new TableUse(1, 0, 0, 0, 0), TableMeter::inOneCall);
      default -> throw new IllegalStateException("the meter does not know " + call);
    };
  }

  private static TableUse inOneCall(TableUse call, TableUse part) {
    return call.plus(part).minus(new TableUse(1, 0, 0, 0, 0));
  }

  private static TableUse read(int rows, Json request) {
    boolean isConsistent = new Json.Bool(true).equals(member(request, "ConsistentRead"));
    return new TableUse(1, rows, 0, isConsistent ? rows : rows / 2.0, 0);
  }

  /// @param item null where the request does not hold the row
  private static TableUse written(@Nullable Json item) {
    int bytes = item == null ? 0 : bytes(item);
    return new TableUse(1, 0, 1, 0, Math.max(1, Math.ceilDiv(bytes, KILOBYTE)));
  }

  /// Names and values; the letters for their types stand for what DynamoDB adds to each.
  private static int bytes(Json value) {
    return switch (value) {
      case Json.Obj(var members) ->
          members.entrySet().stream()
              .mapToInt(member -> length(member.getKey()) + bytes(member.getValue()))
              .sum();
      case Json.Arr(List<Json> elements) -> elements.stream().mapToInt(TableMeter::bytes).sum();
      case Json.Text(String text) -> length(text);
      default -> 1;
    };
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Json> tables(Json.Obj request) {
    return member(request, "RequestItems") instanceof Json.Obj(var tables)
        ? List.copyOf(tables.values())
        : List.of();
  }

  private static @Nullable Json member(@Nullable Json holder, String name) {
    return holder instanceof Json.Obj object ? object.get(name) : null;
  }

  private static List<Json> array(@Nullable Json value) {
    return value instanceof Json.Arr(List<Json> elements) ? elements : List.of();
  }
}
