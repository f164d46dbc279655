package bridge.stack;

import bridge.state.Key;
import bridge.state.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The rows of a state table that have not expired. Some hold phones, e-mails and userIds in plain
/// text.
///
/// @param table its name in DynamoDB
public record StateTableRows(StackClients clients, String table, Instant now) {
  /// All rows of one partition.
  public List<Row> read(String partition) {
    return AwsCallException.call(
        "dynamodb:Query",
        () ->
            clients
                .dynamoDb()
                .queryPaginator(
                    r ->
                        r.tableName(table)
                            .keyConditionExpression("p = :p")
                            .expressionAttributeValues(
                                Map.of(":p", AttributeValue.fromS(partition))))
                .items()
                .stream()
                .map(item -> row(partition, item))
                .filter(row -> row.expires() == null || row.expires().isAfter(now))
                .toList());
  }

  private static Row row(String partition, Map<String, AttributeValue> item) {
    Map<String, String> values = new HashMap<>();
    AttributeValue map = item.get("d");
    if (map != null) {
      map.m().forEach((key, value) -> values.put(key, value.s()));
    }
    return new Row(new Key(partition, text(item.get("s"))), "", expires(item.get("x")), values);
  }

  private static String text(@Nullable AttributeValue value) {
    return value == null ? "" : value.s();
  }

  private static @Nullable Instant expires(@Nullable AttributeValue value) {
    return value == null ? null : Instant.ofEpochSecond(Long.parseLong(value.n()));
  }
}
