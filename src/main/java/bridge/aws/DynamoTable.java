package bridge.aws;

import bridge.state.Key;
import bridge.state.Row;
import bridge.state.RowRejectedException;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A DynamoDB table with the keys `p` and `s`, both text, and its time to live in `x`.
public final class DynamoTable implements Table {
  private static final String PARTITION = "p";
  private static final String SORT = "s";
  private static final String TOKEN = "v";

  /// In seconds since 1970, as DynamoDB requires.
  private static final String EXPIRES = "x";

  private static final String VALUES = "d";
  private static final int READS = 3;
  private static final Duration OPENING = Duration.ofSeconds(5);

  private final DynamoDbClient dynamo;
  private final String name;

  public DynamoTable(DynamoDbClient dynamo, String name) {
    this.dynamo = dynamo;
    this.name = name;
  }

  /// Loads the first call's classes and makes its TLS handshake before any event waits for them.
  public DynamoTable open() {
    try {
      dynamo.getItem(
          request ->
              request
                  .tableName(name)
                  .key(item(new Key("open", "open")))
                  .overrideConfiguration(
                      o -> o.apiCallTimeout(OPENING).apiCallAttemptTimeout(OPENING)));
    } catch (SdkException _) {
      return this; // the first event meets the same error and counts it
    }
    return this;
  }

  @Override
  public List<Row> read(List<Key> keys) throws TableUnavailableException {
    try {
      List<Row> rows = new ArrayList<>();
      Map<String, KeysAndAttributes> left =
          Map.of(
              name,
              KeysAndAttributes.builder()
                  .keys(keys.stream().map(DynamoTable::item).toList())
                  .consistentRead(true)
                  .build());
      for (int i = 0; i < READS && !left.isEmpty(); i++) { // beyond 16 MB the rest is left
        Map<String, KeysAndAttributes> some = left;
        BatchGetItemResponse response = dynamo.batchGetItem(request -> request.requestItems(some));
        response.responses().getOrDefault(name, List.of()).forEach(item -> rows.add(row(item)));
        left = response.unprocessedKeys();
      }
      if (!left.isEmpty()) {
        throw new TableUnavailableException("unprocessed keys");
      }
      return rows;
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Page readPage(String partition, String after) throws TableUnavailableException {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(name)
            .consistentRead(true)
            .limit(MAX_ROWS)
            .keyConditionExpression("p = :p")
            .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition)));
    if (!after.isEmpty()) {
      query.exclusiveStartKey(item(new Key(partition, after)));
    }
    try {
      QueryResponse response = dynamo.query(query.build());
      return new Page(
          response.items().stream().map(DynamoTable::row).toList(),
          !response.hasLastEvaluatedKey());
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Write write(Row row, @Nullable String expected) throws TableUnavailableException {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(name)
            .item(item(row))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (expected == null) {
      put.conditionExpression("attribute_not_exists(p)");
    } else {
      put.conditionExpression("v = :v")
          .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(expected)));
    }
    try {
      dynamo.putItem(put.build());
      return new Write.Done();
    } catch (ConditionalCheckFailedException e) {
      return new Write.Refused(e.hasItem() ? row(e.item()) : null);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  @Override
  public List<Row> put(List<Row> rows) throws TableUnavailableException {
    Map<Key, Row> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    List<WriteRequest> puts =
        rows.stream()
            .map(row -> WriteRequest.builder().putRequest(p -> p.item(item(row))).build())
            .toList();
    return batchWrite(puts).stream()
        .map(left -> Objects.requireNonNull(byKey.get(key(left.putRequest().item()))))
        .toList();
  }

  @Override
  public List<Key> delete(List<Key> keys) throws TableUnavailableException {
    List<WriteRequest> deletes =
        keys.stream()
            .map(key -> WriteRequest.builder().deleteRequest(d -> d.key(item(key))).build())
            .toList();
    return batchWrite(deletes).stream().map(left -> key(left.deleteRequest().key())).toList();
  }

  private List<WriteRequest> batchWrite(List<WriteRequest> writes)
      throws TableUnavailableException {
    try {
      return dynamo
          .batchWriteItem(request -> request.requestItems(Map.of(name, writes)))
          .unprocessedItems()
          .getOrDefault(name, List.of());
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  /// DynamoDB names a row or key that it does not take by this error code.
  private static TableUnavailableException unavailable(SdkException e) {
    String kind = e.getClass().getSimpleName();
    return e instanceof DynamoDbException error
            && error.awsErrorDetails() != null
            && "ValidationException".equals(error.awsErrorDetails().errorCode())
        ? new RowRejectedException(kind)
        : new TableUnavailableException(kind);
  }

  private static Map<String, AttributeValue> item(Key key) {
    return Map.of(
        PARTITION, AttributeValue.fromS(key.partition()), SORT, AttributeValue.fromS(key.sort()));
  }

  private static Map<String, AttributeValue> item(Row row) {
    Map<String, AttributeValue> values = new HashMap<>();
    row.values().forEach((key, value) -> values.put(key, AttributeValue.fromS(value)));
    Map<String, AttributeValue> item = new HashMap<>(item(row.key()));
    item.put(TOKEN, AttributeValue.fromS(row.token()));
    item.put(VALUES, AttributeValue.fromM(values));
    if (row.expires() != null) {
      item.put(EXPIRES, AttributeValue.fromN(Long.toString(row.expires().getEpochSecond())));
    }
    return item;
  }

  private static Row row(Map<String, AttributeValue> item) {
    Map<String, String> values = new HashMap<>();
    member(item, VALUES).m().forEach((key, value) -> values.put(key, value.s()));
    AttributeValue expires = item.get(EXPIRES);
    return new Row(
        key(item),
        member(item, TOKEN).s(),
        expires == null ? null : Instant.ofEpochSecond(Long.parseLong(expires.n())),
        values);
  }

  private static Key key(Map<String, AttributeValue> item) {
    return new Key(member(item, PARTITION).s(), member(item, SORT).s());
  }

  private static AttributeValue member(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}
