package bridge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.fake.RawServer;
import bridge.state.Key;
import bridge.state.Row;
import bridge.state.Table;
import bridge.state.TableUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the table asks of DynamoDB in its JSON protocol, and what it does with the answers that an
/// emulator never gives.
class DynamoTableRequestsTest {
  private static final Key A = new Key("p1", "a");
  private static final Key B = new Key("p1", "b");
  private static final String ITEM =
      "{\"p\":{\"S\":\"p1\"},\"s\":{\"S\":\"%s\"},\"v\":{\"S\":\"t\"},\"d\":{\"M\":{}}%s}";

  private final Deque<String> answers = new ArrayDeque<>();
  private RawServer dynamo;
  private Table table;

  @BeforeEach
  void start() throws IOException {
    dynamo = new RawServer(socket -> socket.getOutputStream().write(nextAnswer()));
    table =
        new DynamoTable(
            new AwsClients(
                    Map.of(
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_ENDPOINT_URL_DYNAMODB",
                            "http://127.0.0.1:" + dynamo.uri("http").getPort()))
                .dynamoDb(),
            "state");
  }

  @AfterEach
  void stop() throws IOException {
    dynamo.close();
  }

  @Test
  void everyReadIsConsistent() throws Exception {
    answers.add(found("", ""));
    answers.add("{\"Items\":[]}");

    table.read(List.of(A));
    table.readPage("p1", "");

    assertThat(dynamo.requests()).hasSize(2).allMatch(r -> r.contains("\"ConsistentRead\":true"));
  }

  @Test
  void keysThatAreLeftUnprocessedAreAskedForAgain() throws Exception {
    answers.add(found(ITEM.formatted("a", ""), unprocessedKey("b")));
    answers.add(found(ITEM.formatted("b", ""), ""));

    assertThat(table.read(List.of(A, B))).extracting(Row::key).containsExactly(A, B);
    assertThat(dynamo.requests().getLast()).contains("\"b\"").doesNotContain("\"a\"");
  }

  @Test
  void keysThatStayUnprocessedAreNotAbsent() {
    for (int i = 0; i < 3; i++) {
      answers.add(found("", unprocessedKey("b")));
    }

    assertThatThrownBy(() -> table.read(List.of(A, B)))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void rowsThatAreLeftUnwrittenAreReturned() throws Exception {
    Row a = new Row(A, "t", null, Map.of());
    Row b = new Row(B, "t", null, Map.of());
    answers.add(unprocessed("{\"PutRequest\":{\"Item\":" + ITEM.formatted("b", "") + "}}"));

    assertThat(table.put(List.of(a, b))).containsExactly(b);
  }

  @Test
  void rowsThatAreLeftUndeletedAreReturned() throws Exception {
    answers.add(
        unprocessed("{\"DeleteRequest\":{\"Key\":{\"p\":{\"S\":\"p1\"},\"s\":{\"S\":\"b\"}}}}"));

    assertThat(table.delete(List.of(A, B))).containsExactly(B);
  }

  /// DynamoDB removes nothing by a time to live in milliseconds.
  @Test
  void theTimeToLiveIsInSeconds() throws Exception {
    Instant expires = Instant.parse("2027-01-01T00:00:00Z");
    answers.add("{}");
    answers.add(found(ITEM.formatted("a", ",\"x\":{\"N\":\"1798761600\"}"), ""));

    table.write(new Row(A, "t", expires, Map.of()), null);

    assertThat(dynamo.requests().getFirst()).contains("\"x\":{\"N\":\"1798761600\"}");
    assertThat(table.read(List.of(A))).extracting(Row::expires).containsExactly(expires);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProvisionedThroughputExceededException", "AccessDeniedException"})
  void anErrorIsNoAnswer(String type) {
    for (int i = 0; i < 9; i++) {
      answers.add("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\"}");
    }

    assertThatThrownBy(() -> table.read(List.of(A))).isInstanceOf(TableUnavailableException.class);
    assertThatThrownBy(() -> table.write(new Row(A, "t", null, Map.of()), null))
        .isInstanceOf(TableUnavailableException.class);
  }

  private synchronized byte[] nextAnswer() {
    String answer = answers.remove();
    return """
    HTTP/1.1 %d X
    Content-Type: application/x-amz-json-1.0
    Content-Length: %d

    %s\
    """
        .formatted(answer.contains("__type") ? 400 : 200, answer.length(), answer)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String found(String item, String unprocessed) {
    return "{\"Responses\":{\"state\":[%s]},\"UnprocessedKeys\":{%s}}".formatted(item, unprocessed);
  }

  private static String unprocessedKey(String sort) {
    return "\"state\":{\"Keys\":[{\"p\":{\"S\":\"p1\"},\"s\":{\"S\":\"" + sort + "\"}}]}";
  }

  private static String unprocessed(String request) {
    return "{\"UnprocessedItems\":{\"state\":[" + request + "]}}";
  }
}
