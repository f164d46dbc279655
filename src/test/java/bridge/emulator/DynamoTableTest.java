package bridge.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.aws.AwsClients;
import bridge.aws.DynamoTable;
import bridge.command.CommandOption;
import bridge.state.Key;
import bridge.state.Row;
import bridge.state.RowRejectedException;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The table's promises, on the real SDK. In `mvn verify` the emulator responds; with
/// `-Ddynamodb.endpoint=` an emulator does, in a table of its own.
class DynamoTableTest {
  private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");

  private final String endpoint = CommandOption.of("dynamodb.endpoint", "");
  private final String partition = UUID.randomUUID().toString();
  private DynamoDbEmulator dynamoDbEmulator;
  private DynamoDbClient dynamo;
  private Table table;

  @BeforeEach
  void connect() throws IOException {
    dynamoDbEmulator = new DynamoDbEmulator();
    dynamo = client(endpoint.isEmpty() ? dynamoDbEmulator.url() : endpoint);
    String name = DynamoDbEmulator.NAME;
    if (!endpoint.isEmpty()) {
      name = "state-" + partition;
      create(name);
    }
    table = new DynamoTable(dynamo, name).open();
  }

  @AfterEach
  void disconnect() {
    dynamo.close();
    dynamoDbEmulator.close();
  }

  @Test
  void aRowComesBackAsItWasWritten() throws Exception {
    Row row = row("link", "t1", EXPIRES, Map.of("userId", "ü \u0001 x", "phones", "+1 +2"));
    Row bare = row("also#x", "t2", null, Map.of());

    assertThat(table.write(row, null)).isEqualTo(new Table.Write.Done());
    assertThat(table.write(bare, null)).isEqualTo(new Table.Write.Done());

    assertThat(table.read(List.of(row.key(), bare.key(), new Key(partition, "none"))))
        .containsExactlyInAnyOrder(row, bare);
    assertThat(table.readPage(partition, "").rows()).containsExactlyInAnyOrder(row, bare);
    assertThat(table.readPage("another", "").rows()).isEmpty();
  }

  @Test
  void aRowIsWrittenOnlyOverTheOneThatWasSeen() throws Exception {
    Row first = row("id", "t1", EXPIRES, Map.of("n", "1"));
    Row second = row("id", "t2", null, Map.of("n", "2"));
    table.write(first, null);

    assertThat(table.write(second, null)).isEqualTo(new Table.Write.Refused(first));
    assertThat(table.write(second, "t0")).isEqualTo(new Table.Write.Refused(first));
    assertThat(table.write(second, "t1")).isEqualTo(new Table.Write.Done());
    assertThat(table.write(first, "t1")).isEqualTo(new Table.Write.Refused(second));
    assertThat(table.write(row("gone", "t3", null, Map.of()), "t1"))
        .isEqualTo(new Table.Write.Refused(null));
    assertThat(table.read(List.of(first.key()))).containsExactly(second);
  }

  @Test
  void deletedRowsAreGone() throws Exception {
    List<Row> rows =
        IntStream.range(0, Table.MAX_ROWS)
            .mapToObj(i -> row("sent#" + i, "t", EXPIRES, Map.of("state", "delivered")))
            .toList();
    assertThat(table.put(rows)).isEmpty();
    assertThat(table.readPage(partition, "").rows()).hasSize(Table.MAX_ROWS);
    assertThat(table.delete(rows.stream().map(Row::key).toList())).isEmpty();

    assertThat(table.readPage(partition, "").rows()).isEmpty();
  }

  @Test
  void aPartitionIsReadPageByPageAndEachRowOnce() throws Exception {
    List<String> sorts = IntStream.range(0, 60).mapToObj("also#%02d"::formatted).toList();
    for (String sort : sorts) {
      table.put(List.of(row(sort, "t", EXPIRES, Map.of())));
    }
    List<String> read = new ArrayList<>();
    Table.Page page;
    do {
      page = table.readPage(partition, read.isEmpty() ? "" : read.getLast());
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(Table.MAX_ROWS);
      page.rows().forEach(row -> read.add(row.key().sort()));
    } while (!page.isLast());

    assertThat(read).isEqualTo(sorts);
  }

  @Test
  void aRowThatDynamoDbDoesNotTakeIsRejectedAndTheTableResponds() throws Exception {
    Row tooLong = row("s".repeat(1_025), "t", EXPIRES, Map.of());
    Row other = row("id", "t", EXPIRES, Map.of());

    assertThatThrownBy(() -> table.write(tooLong, null)).isInstanceOf(RowRejectedException.class);
    assertThatThrownBy(() -> table.put(List.of(other, tooLong)))
        .isInstanceOf(RowRejectedException.class);
    assertThat(table.put(List.of(other))).isEmpty();
    assertThat(table.readPage(partition, "").rows()).containsExactly(other);
  }

  @Test
  void aTableThatCannotBeReachedIsUnavailableAndNamesNothing() {
    Table nowhere = new DynamoTable(client("http://127.0.0.1:1"), "state");

    assertThatThrownBy(() -> nowhere.write(row("id", "t", null, Map.of("secret", "1")), null))
        .isInstanceOf(TableUnavailableException.class)
        .message()
        .doesNotContain("secret", partition);
    assertThatThrownBy(() -> nowhere.read(List.of(new Key(partition, "id"))))
        .isInstanceOf(TableUnavailableException.class);
  }

  private Row row(
      String sort, String token, @Nullable Instant expires, Map<String, String> values) {
    return new Row(new Key(partition, sort), token, expires, values);
  }

  private static DynamoDbClient client(String endpoint) {
    return new AwsClients(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_DYNAMODB", endpoint))
        .dynamoDb();
  }

  /// As template.yaml describes it.
  private void create(String name) {
    dynamo.createTable(
        request ->
            request
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key("p", KeyType.HASH), key("s", KeyType.RANGE))
                .attributeDefinitions(text("p"), text("s"))
                .overrideConfiguration(
                    o ->
                        o.apiCallTimeout(Duration.ofSeconds(20))
                            .apiCallAttemptTimeout(Duration.ofSeconds(20))));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
