package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.LocalSqs;
import bridge.fake.SeededPersonalData;
import bridge.queue.MessageAttribute;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How dead letters are deleted for good, on an SQS emulator.
class DeadLetterDeletionTest {
  private static final String ALL_REJECTED = "{\"reasons\":[\"rejected\"],\"typed\":\"rejected\"}";

  @AutoClose private static final LocalSqs SQS = new LocalSqs(null);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();
  private final DeadLetterQueueFixture deadLetters =
      new DeadLetterQueueFixture(SQS, console.aws.state);

  @BeforeEach
  void addThree() {
    deadLetters.add("one", "rejected", SeededPersonalData.event("identify"));
    deadLetters.add("two", "rejected", "{\"type\":\"track\",\"event\":\"Two\"}");
    deadLetters.add("three", "privacy_delete", "{\"type\":\"delete\"}");
  }

  private String idOfOne(String reason) throws IOException {
    String response =
        console.send("POST /api/open", console.withToken(), "{\"reason\":\"" + reason + "\"}");
    return response.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void oneIsDeletedAndTheOthersAreGivenBack() throws Exception {
    String id = idOfOne("rejected");

    JsonNode result =
        console.post(
            "delete",
            "{\"reasons\":[\"rejected\"],\"typed\":\"rejected\",\"messageIds\":[\"" + id + "\"]}");

    assertThat(result.get("deleted").asInt()).isEqualTo(1);
    assertThat(result.get("ended").asText()).isEqualTo("all_deleted");
    assertThat(deadLetters.visible()).isEqualTo(2);
    assertThat(console.audit().getFirst())
        .contains("\"action\":\"delete\"", "\"reasons\":[\"rejected\"]", id);
    assertThat(console.audit().getLast()).contains("\"outcome\":\"all_deleted\"");
  }

  @Test
  void allOfAReasonAreDeletedWithTheirIdsWrittenDownAndNothingOfTheEvents() throws Exception {
    for (int i = 0; i < 23; i++) {
      deadLetters.add("more-" + i, "rejected", SeededPersonalData.event("track"));
    }

    JsonNode result = console.post("delete", ALL_REJECTED);

    assertThat(result.get("deleted").asInt()).isEqualTo(25);
    assertThat(result.get("ended").asText()).isEqualTo("all_deleted");
    assertThat(deadLetters.visible()).isEqualTo(1);
    String audit = String.join("\n", console.audit());
    assertThat(audit.split("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", -1)).hasSizeGreaterThan(25);
    assertThat(SeededPersonalData.findIn(audit)).isEmpty();
  }

  @Test
  void aPrivacyDeletionIsDeletedOnceItIsDone() throws Exception {
    JsonNode result =
        console.post("delete", "{\"reasons\":[\"privacy_delete\"],\"typed\":\"privacy_delete\"}");

    assertThat(result.get("deleted").asInt()).isEqualTo(1);
    assertThat(deadLetters.depth()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"reasons\":[\"rejected\"]}', lacks typed",
    "'{\"reasons\":[\"rejected\"],\"typed\":\"reject\"}', 'Type the reason, rejected.'",
    "'{\"reasons\":[\"rejected\"],\"typed\":\"rejected\",\"messageIds\":[]}', codes or ids",
    "'{\"reasons\":[\"rejected\",\"expired\"],\"typed\":\"rejected\"}', one reason",
    "'{\"typed\":\"\"}', one reason"
  })
  void withoutItsReasonTypedNothingIsDeleted(String request, String sentence) throws Exception {
    assertThat(console.send("POST /api/delete", console.withToken(), request))
        .startsWith("HTTP/1.1 400 ")
        .contains(sentence);
    assertThat(console.aws.actions).isEmpty();
    assertThat(console.audit()).isEmpty();
  }

  @Test
  void aPolicyThatDeniesItIsNamedAndAllAreGivenBack() throws Exception {
    console.aws.fail("sqs:DeleteMessage", 403, "AccessDenied");

    JsonNode result = console.post("delete", ALL_REJECTED);

    assertThat(result.get("problem").asText()).isEqualTo("You may not call sqs:DeleteMessage.");
    assertThat(deadLetters.visible()).isEqualTo(3);
    assertThat(console.audit().getLast()).contains("You may not call sqs:DeleteMessage.");
  }

  @Test
  void whatCannotBeWrittenDownOnTheWayIsNotDeleted() throws Exception {
    console.aws.onAction =
        action -> {
          if (action.equals("sqs:ReceiveMessage")) {
            console.makeAuditUnwritable();
          }
        };

    JsonNode result = console.post("delete", ALL_REJECTED);

    assertThat(result.get("problem").asText()).contains("the rest was not deleted");
    assertThat(result.get("isOutcomeUnwritten").asBoolean()).isTrue();
    assertThat(deadLetters.visible()).isEqualTo(3);
    assertThat(Files.isDirectory(console.audit)).isTrue();
  }

  /// The place of each is its sequence number, so a deleted one leaves a gap.
  @Test
  void theOthersOfThePersonKeepTheirOrder() throws Exception {
    for (int place : new int[] {3, 1, 2}) {
      deadLetters.add(
          "ann-" + place,
          "{\"n\":" + place + "}",
          Map.of(
              MessageAttribute.REASON, "expired",
              MessageAttribute.GROUP, "ann",
              MessageAttribute.SEQUENCE_NUMBER, "10" + place));
    }
    String response =
        console.send("POST /api/open", console.withToken(), "{\"reason\":\"expired\"}");
    String second = response.replaceFirst("(?s).*\"id\":\"([^\"]+)\"[^}]*?n\\\\\":2.*", "$1");
    console.post(
        "delete",
        "{\"reasons\":[\"expired\"],\"typed\":\"expired\",\"messageIds\":[\"" + second + "\"]}");

    console.post("redrive", "{\"reasons\":[\"expired\"]}");

    assertThat(deadLetters.redrivenBodies()).isEqualTo(List.of("{\"n\":1}", "{\"n\":3}"));
  }
}
