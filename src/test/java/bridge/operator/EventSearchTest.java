package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.RetryReason;
import bridge.fake.SeededPersonalData;
import bridge.hash.Sha256;
import bridge.queue.Reason;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackLogs;
import bridge.stack.StackState;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found of an event in the functions' log lines.
class EventSearchTest {
  private static final String SEGMENT_ID =
      "ajs-next-1795000000000-3f0c7d1e-5a2b-4c3d-8e4f-1a2b3c4d5e6f";
  private static final String SQS_ID = "11111111-2222-4333-8444-555555555555";
  private static final String REDRIVEN_ID = "99999999-2222-4333-8444-555555555555";
  private static final String GROUP = Sha256.hex("userId:" + SeededPersonalData.USER_ID);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  private void addLine(String function, int minutesAgo, String fields) {
    console.aws.state.addLogLine(
        function,
        "{\"level\":\"INFO\",\"message\":\"dispatch\",\"timestamp\":\"%s\",\"group\":\"%s\",\"receives\":\"1\",%s}"
            .formatted(
                Instant.now().minus(minutesAgo, ChronoUnit.MINUTES),
                GROUP,
                fields.replace('\'', '"')));
  }

  /// Retried, dead-lettered, redriven under a new id of SQS and delivered.
  private void addOneEvent() {
    String ids = "'segmentMessageId':'%s','messageId':'%s'";
    addLine(
        "dispatch",
        50,
        ids.formatted(SEGMENT_ID, SQS_ID)
            + ",'outcome':'retrying','reason':'unavailable','detail':'http_503'");
    addLine(
        "dispatch",
        40,
        ids.formatted(SEGMENT_ID, SQS_ID)
            + ",'outcome':'dead_lettered','reason':'rejected','detail':'http_400'");
    addLine("bulk-dispatch", 5, ids.formatted(SEGMENT_ID, REDRIVEN_ID) + ",'outcome':'delivered'");
    addLine(
        "dispatch",
        3,
        ids.formatted("h:0123456789abcdef", "77777777-2222-4333-8444-555555555555")
            + ",'outcome':'skipped','reason':'no_identifier'");
  }

  private JsonNode find(String kind, String id) throws IOException {
    return console.post("find", "{\"kind\":\"%s\",\"id\":\"%s\",\"hours\":24}".formatted(kind, id));
  }

  @ParameterizedTest
  @CsvSource({"event, " + SEGMENT_ID, "userId, " + SeededPersonalData.USER_ID})
  void anEventIsOneTimelineOverBothQueuesAndARedrive(String kind, String id) throws Exception {
    addOneEvent();

    JsonNode event = find(kind, id).at("/events/0");

    assertThat(event.get("segmentMessageId").asText()).isEqualTo(SEGMENT_ID);
    assertThat(event.get("outcome").asText()).isEqualTo("delivered");
    assertThat(event.get("lines").findValuesAsText("function"))
        .containsExactly("dispatch", "dispatch", "bulk-dispatch");
    assertThat(event.get("lines").findValuesAsText("words"))
        .containsExactly(
            "Regal could not be reached or is unavailable; it is retried (http_503)",
            "Dead-lettered: it was rejected by Regal; the dead letter holds Regal's status and"
                + " message",
            "Delivered: Regal has it");
    assertThat(event.get("lines").findValuesAsText("document"))
        .containsExactly("runbook.md#breakeropenalarm", "runbook.md#deadlettersalarm");
  }

  @Test
  void anIdOfSqsFindsItsOwnLines() throws Exception {
    addOneEvent();

    JsonNode answer = find("event", " " + REDRIVEN_ID + " ");

    assertThat(answer.get("events")).hasSize(1);
    assertThat(answer.at("/events/0/lines")).hasSize(1);
  }

  @Test
  void allEventsOfAPersonAreFoundWithTheirRules() throws Exception {
    addOneEvent();

    JsonNode events = find("userId", SeededPersonalData.USER_ID).get("events");

    assertThat(events).hasSize(2);
    assertThat(events.at("/1/lines/0/rule").asText()).isEqualTo("M7");
    assertThat(find("group", GROUP).get("events")).hasSize(2);
    assertThat(find("anonymousId", SeededPersonalData.USER_ID).get("events")).isEmpty();
  }

  @Test
  void whatWasNotDeliveredIsFoundWithoutAnId() throws Exception {
    addOneEvent();
    String search = "{\"kind\":\"undelivered\",\"hours\":1}";

    JsonNode events = console.post("find", search).get("events");

    assertThat(events.findValuesAsText("words"))
        .hasSize(3)
        .noneMatch(words -> words.startsWith("Delivered"));
    console.aws.state.logLines.clear();
    assertThat(console.post("find", search).has("nothing")).isFalse();
  }

  /// An anonymousId is a UUID, as many a messageId is.
  @ParameterizedTest
  @CsvSource({
    "userId, " + SeededPersonalData.USER_ID,
    "anonymousId, 0a1b2c3d-1111-4222-8333-444455556666",
    "contact, " + SeededPersonalData.MAIL,
    "contact, " + SeededPersonalData.PHONE,
    "event, order-" + SeededPersonalData.PHONE,
  })
  void whatNamesAPersonIsNeverSent(String kind, String id) throws Exception {
    find(kind, id);

    String sent = String.join("\n", console.aws.requests);
    assertThat(sent).contains("filterPattern").doesNotContain(id);
    assertThat(SeededPersonalData.findIn(sent)).isEmpty();
  }

  @Test
  void aPhoneAndAnEMailAreHashedAsIngestHashesThem() {
    assertThat(SearchedId.of("contact", "+1 312 555 0188").values())
        .containsExactly(Sha256.hex("phone:+1 312 555 0188"));
    assertThat(SearchedId.of("contact", "a@b.example ").values())
        .containsExactlyInAnyOrder(
            Sha256.hex("email:a@b.example"), Sha256.hex("email:a@b.example "));
  }

  @Test
  void anOlderLineIsOutsideTheSearchedTime() throws Exception {
    addLine("dispatch", 25 * 60, "'segmentMessageId':'" + SEGMENT_ID + "','outcome':'delivered'");

    assertThat(find("event", SEGMENT_ID).get("events")).isEmpty();
  }

  @Test
  void nothingFoundSaysWhatIngestRefusedMeanwhile() throws Exception {
    for (String fields :
        List.of(
            "\"status\":\"423\"",
            "\"status\":\"423\"",
            "\"status\":\"200\",\"accepted\":\"9\"",
            "\"outcome\":\"dead_lettered\",\"reason\":\"too_large\"")) {
      console.aws.state.addLogLine(
          "ingest",
          "{\"message\":\"ingest\",\"timestamp\":\"%s\",%s}".formatted(Instant.now(), fields));
    }

    JsonNode reasons = find("event", SEGMENT_ID).get("nothing");

    assertThat(reasons.findValuesAsText("words"))
        .anyMatch(words -> words.endsWith("dead-lettered, too_large=1, responded 423=2."))
        .anyMatch(words -> words.startsWith("It waits"));
    assertThat(reasons.findValuesAsText("advice"))
        .contains("Search by the event's userId or anonymousId, and see the queues on Overview.");
  }

  @Test
  void nothingFoundBeginsWithALogLevelThatHidesEvents() throws Exception {
    console.aws.state.parameters.put("LogLevel", "WARN");

    JsonNode reasons = find("userId", "ann").get("nothing");

    assertThat(reasons.at("/0/words").asText()).startsWith("LogLevel is WARN");
    assertThat(reasons.at("/1/words").asText()).startsWith("The webhook never got it");
  }

  @Test
  void aSearchThatRunsOutOfTimeSaysSo() {
    addOneEvent();
    StackAddress address = new StackAddress(StackState.NAME, "us-east-1", null, console.aws.url());
    try (StackClients clients = new StackClients(address, Duration.ofSeconds(20))) {
      StackLogs.Found found =
          new StackLogs(clients, StackState.NAME, Instant.EPOCH)
              .search(
                  List.of("dispatch"),
                  SearchedId.of("event", SEGMENT_ID).patterns().getFirst(),
                  Instant.EPOCH);

      assertThat(found.lines()).hasSize(1);
      assertThat(found.isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException, You may not call logs:FilterLogEvents.",
    "400, ResourceNotFoundException, logs:FilterLogEvents failed (ResourceNotFoundException).",
    "400, ThrottlingException, AWS limits the rate of logs:FilterLogEvents."
  })
  void whatAwsRefusesIsOneSentence(int status, String code, String sentence) throws Exception {
    console.aws.fail("logs:FilterLogEvents", status, code);

    assertThat(find("userId", "ann").get("problem").asText()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"kind\":\"userId\",\"id\":\" \",\"hours\":1}', Enter an id",
    "'{\"kind\":\"name\",\"id\":\"x\",\"hours\":1}', no such kind",
    "'{\"kind\":\"group\",\"id\":\"\\\") || (\",\"hours\":1}', 64 hexadecimal",
    "'{\"kind\":\"userId\",\"id\":\"x\",\"hours\":0}', hours must be",
    "'[]', not an object"
  })
  void aRequestThatIsNoneIsRefused(String body, String sentence) throws Exception {
    assertThat(console.send("POST /api/find", console.withToken(), body))
        .startsWith("HTTP/1.1 400 ")
        .contains(sentence);
    assertThat(console.aws.actions).isEmpty();
  }

  @Test
  void everyRetryAndDeadLetterHasAPlaceInTheDocuments() throws Exception {
    List<String> places = new ArrayList<>();
    for (RetryReason reason : RetryReason.values()) {
      places.add(String.valueOf(ReasonDocuments.of("retrying", reason.code())));
    }
    for (Reason reason : Reason.values()) {
      places.add(String.valueOf(ReasonDocuments.of("dead_lettered", reason.code())));
      places.add(String.valueOf(ReasonDocuments.of("skipped", reason.code())));
    }

    for (String place : places) {
      String[] parts = place.split("#", -1);
      assertThat(parts).as(place).hasSize(2);
      assertThat(
              Arrays.stream(
                      Files.readString(Path.of("src/site/markdown", parts[0])).split("\n", -1))
                  .filter(line -> line.startsWith("##"))
                  .map(
                      line ->
                          line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-')))
          .contains(parts[1]);
    }
    assertThat(console.status("GET /" + console.token() + "/docs/runbook.md", console.own()))
        .isEqualTo(200);
  }
}
