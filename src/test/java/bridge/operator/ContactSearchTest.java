package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.aws.AwsClients;
import bridge.aws.DynamoTable;
import bridge.emulator.DynamoDbEmulator;
import bridge.fake.SeededPersonalData;
import bridge.hash.Sha256;
import bridge.platform.SystemPlatform;
import bridge.profile.Identity;
import bridge.state.ProfileUpdate;
import bridge.state.TableStateStore;
import bridge.telemetry.NoTelemetry;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How events are found by a phone or an e-mail, with rows that the service itself has written.
class ContactSearchTest {
  private static final String PHONE = SeededPersonalData.PHONE;
  private static final String MAIL = SeededPersonalData.MAIL;
  private static final Identity ALL =
      new Identity(List.of(PHONE), List.of(MAIL), SeededPersonalData.USER_ID);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();
  @AutoClose private final DynamoDbEmulator dynamoDb = new DynamoDbEmulator();
  private TableStateStore store;

  ContactSearchTest() throws IOException {}

  @BeforeEach
  void openTable() throws Exception {
    console.aws.state.dynamoDb = URI.create(dynamoDb.url());
    AwsClients clients =
        new AwsClients(
            Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.url()));
    store =
        new TableStateStore(
            new DynamoTable(clients.dynamoDb(), DynamoDbEmulator.NAME),
            new SystemPlatform(),
            new NoTelemetry(),
            Duration.ofDays(365));
    store.begin(List.of("receipt"), Instant.now().plusSeconds(60), () -> {});
  }

  /// As dispatch does once Regal has an event.
  private void deliver(String anonymousId, Identity who) {
    Instant now = Instant.now();
    store
        .reserve(new ProfileUpdate(who, "e", now, now, true, Set.of("plan"), Set.of(), List.of()))
        .commit();
    store.learn(anonymousId.isEmpty() ? null : anonymousId, who, now);
  }

  private void addLine(String identifier, String messageId) {
    console.aws.state.addLogLine(
        "dispatch",
        "{\"message\":\"dispatch\",\"timestamp\":\"%s\",\"group\":\"%s\",\"messageId\":\"%s\",\"outcome\":\"delivered\"}"
            .formatted(Instant.now(), Sha256.hex(identifier), messageId));
  }

  private JsonNode find(String contact) throws IOException {
    return console.post(
        "find", "{\"kind\":\"contact\",\"id\":\"%s\",\"hours\":24}".formatted(contact));
  }

  private static JsonNode way(JsonNode answer, String name) {
    for (JsonNode way : answer.get("ways")) {
      if (way.get("way").asText().equals(name)) {
        return way;
      }
    }
    throw new AssertionError("no way " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+13125550188", "(312) 555-0188", " 312.555.0188 "})
  void anEventThatNamesNobodyOtherwiseIsFoundByTheHashAlsoInTheFormOfRegal(String typed)
      throws Exception {
    addLine("phone:" + PHONE, "by-phone");

    JsonNode answer = find(typed);

    assertThat(answer.get("events").findValuesAsText("messageId")).containsExactly("by-phone");
    assertThat(way(answer, "hash").get("groups").toString())
        .contains(answer.at("/events/0/group").asText());
    assertThat(way(answer, "table").get("words").asText())
        .startsWith("The state table has no row of it");
  }

  @ParameterizedTest
  @ValueSource(strings = {PHONE, "312 555 0188", MAIL, "Zebulon.PLANTED@mail.example"})
  void aPhoneAndAnEMailLeadByTheTableToTheEventsOfTheUserId(String typed) throws Exception {
    deliver("visitor-1", ALL);
    addLine("userId:" + SeededPersonalData.USER_ID, "by-user");
    addLine("userId:another", "another");

    JsonNode answer = find(typed);

    assertThat(answer.get("events").findValuesAsText("messageId")).containsExactly("by-user");
    assertThat(way(answer, "table").get("groups").toString())
        .contains(answer.at("/events/0/group").asText());
    assertThat(way(answer, "table").get("words").asText())
        .contains("leads to 1 userIds, 1 phones and 1 e-mails of the person")
        .doesNotContain("as hashes alone");
  }

  @Test
  void aUserIdThatIsStoredAsHashAloneIsCounted() throws Exception {
    deliver("", ALL);

    JsonNode table = way(find(PHONE), "table");

    assertThat(table.get("words").asText())
        .contains("leads to 0 userIds")
        .contains("1 more as hashes alone");
    assertThat(table.get("advice").asText()).contains("by the userId");
  }

  @Test
  void theUserIdOfALinkThatNamedNoPhoneIsFound() throws Exception {
    deliver("visitor-1", new Identity(List.of(), List.of(), SeededPersonalData.USER_ID));
    deliver("", ALL);

    assertThat(way(find(PHONE), "table").get("words").asText()).contains("leads to 1 userIds");
  }

  @Test
  void aPersonToWhomThePhoneNoLongerLeadsIsLeftOut() throws Exception {
    deliver("visitor-1", new Identity(List.of(PHONE), List.of(), "earlier"));
    deliver("visitor-1", new Identity(List.of("+13125550199"), List.of(), "later"));
    addLine("userId:later", "later");
    addLine("userId:earlier", "earlier");

    assertThat(find(PHONE).get("events").findValuesAsText("messageId")).doesNotContain("later");
  }

  @Test
  void neitherThePhoneNorTheEMailNorAnIdOfTheTableIsSentInAnyCall() throws Exception {
    deliver("visitor-1", ALL);
    console.aws.requests.clear();

    find(PHONE);
    find(MAIL);

    assertThat(console.aws.actions).contains("dynamodb:Query", "logs:FilterLogEvents");
    assertThat(SeededPersonalData.findIn(String.join("\n", console.aws.requests))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException, You may not call dynamodb:Query.",
    "400, ProvisionedThroughputExceededException, AWS limits the rate of dynamodb:Query.",
    "400, ResourceNotFoundException, dynamodb:Query failed (ResourceNotFoundException)."
  })
  void withoutTheTableTheHashIsStillSearched(int status, String code, String sentence)
      throws Exception {
    addLine("phone:" + PHONE, "by-phone");
    console.aws.fail("dynamodb:Query", status, code);

    JsonNode answer = find(PHONE);

    assertThat(answer.get("events")).hasSize(1);
    assertThat(way(answer, "table").get("words").asText()).endsWith(sentence);
  }

  @Test
  void aStackWithoutAStateTableSaysSo() throws Exception {
    console.aws.state.parameters.put("StateTableEnabled", "false");

    assertThat(way(find(PHONE), "table").get("words").asText())
        .isEqualTo("The stack has no state table.");
    assertThat(console.aws.actions).doesNotContain("dynamodb:Query");
  }

  @Test
  void aTableThatAnotherStackLeftIsAskedByItsName() throws Exception {
    console.aws.state.parameters.put("StateTableName", "old-StateTable-1");

    find(PHONE);

    assertThat(console.aws.requests)
        .anyMatch(request -> request.contains("\"TableName\":\"old-StateTable-1\""));
  }

  @Test
  void manyIdentifiersAreSearchedInPatternsThatCloudWatchTakes() throws Exception {
    for (int i = 0; i < 30; i++) {
      deliver("visitor-" + i, new Identity(List.of(PHONE), List.of(), "user-" + i));
    }
    addLine("userId:user-29", "last");

    assertThat(find(PHONE).get("events").findValuesAsText("messageId")).containsExactly("last");
    assertThat(console.aws.requests)
        .filteredOn(request -> request.contains("filterPattern"))
        .hasSizeGreaterThan(3)
        .allMatch(request -> request.length() < 1_200);
  }
}
