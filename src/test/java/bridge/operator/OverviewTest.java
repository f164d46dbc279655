package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.stack.StackAddress;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the first page says about a deployed stack.
class OverviewTest {
  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  @Test
  void itNamesStackRegionAccountAndRole() throws Exception {
    JsonNode heading = console.read("stack");

    assertThat(heading.at("/stack").asText()).isEqualTo("bridge-test");
    assertThat(heading.at("/region").asText()).isEqualTo("us-east-1");
    assertThat(heading.at("/isEmulator").asBoolean()).isTrue();
    assertThat(heading.at("/caller/account").asText()).isEqualTo("123456789012");
    assertThat(heading.at("/caller/role").asText()).isEqualTo("role Operator");
  }

  @Test
  void eachQueueHasItsDepth() throws Exception {
    console.aws.state.waiting = 41;
    console.aws.state.deadLetters = 3;

    JsonNode queues = console.read("queues");

    assertThat(queues.at("/events/visible").asInt()).isEqualTo(41);
    assertThat(queues.at("/bulk/visible").asInt()).isEqualTo(41);
    assertThat(queues.at("/deadLetters/visible").asInt()).isEqualTo(3);
    assertThat(queues.at("/deadLetters/inFlight").asInt()).isZero();
  }

  @Test
  void theOldestMessageIsOfTheLastMinutesBySqsOrByDispatch() throws Exception {
    console.aws.state.setMessageAge("EventsQueue", Duration.ofMinutes(4), Duration.ofSeconds(30));
    console.aws.state.setOldestWaiting("EventsQueue", Duration.ofMinutes(4), Duration.ofHours(2));
    console.aws.state.setMessageAge("BulkQueue", Duration.ofHours(1), Duration.ofHours(9));
    console.aws.state.setDeadLetterAge(Duration.ofDays(3));

    JsonNode oldest = console.read("oldest");

    assertThat(oldest.at("/events").asLong()).isEqualTo(7_200);
    assertThat(oldest.has("bulk")).isFalse();
    assertThat(oldest.at("/deadLetters").asLong()).isEqualTo(259_200);
  }

  @Test
  void theLastHourIsCountedByOutcomeAndReason() throws Exception {
    console.aws.state.setMetric("Accepted", "", "Sum", 120);
    console.aws.state.setMetric("Skipped", "no_identifier", "Sum", 7);
    console.aws.state.setMetric("Retried", "throttled", "Sum", 4);
    console.aws.state.setMetric("Retried", "unavailable", "Sum", 2);
    console.aws.state.setMetric("RegalLatency", "", "p99", 812.4);

    JsonNode traffic = console.read("traffic");

    assertThat(traffic.get("counts").toString())
        .isEqualTo(
            "{\"Accepted\":120,\"Delivered\":38,\"Skipped\":7,\"DeadLettered\":0,\"Retried\":6}");
    assertThat(traffic.get("reasons").findValuesAsText("reason"))
        .containsExactly("no_identifier", "throttled", "unavailable");
    assertThat(traffic.get("reasons").findValuesAsText("events")).containsExactly("7", "4", "2");
    assertThat(traffic.get("latencies").toString()).isEqualTo("{\"RegalLatency p99\":812}");
  }

  @Test
  void aCompositeAlarmNamesThePartsThatAreNotOk() throws Exception {
    console.aws.state.alarmStates.put("DeliveryIsLateAlarm", "ALARM");
    console.aws.state.alarmStates.put("BreakerOpenAlarm", "ALARM");
    console.aws.state.alarmStates.put("BacklogAlarm", "INSUFFICIENT_DATA");

    JsonNode alarms = console.read("alarms").get("alarms");

    assertThat(alarms.findValuesAsText("of")).containsExactly("13", "10");
    assertThat(alarms.get(0).get("name").asText()).isEqualTo("DeliveryIsLateAlarm");
    assertThat(alarms.get(0).get("state").asText()).isEqualTo("ALARM");
    assertThat(alarms.get(0).get("since").asText()).isEqualTo("2026-11-18T11:06:40Z");
    assertThat(alarms.get(0).get("parts").findValuesAsText("name"))
        .containsExactly("BacklogAlarm", "BreakerOpenAlarm");
    assertThat(alarms.get(1).get("name").asText()).isEqualTo("EventsMayBeLostAlarm");
    assertThat(alarms.get(1).get("parts")).isEmpty();
  }

  @Test
  void itShowsWhatTheDoctorFinds() throws Exception {
    console.aws.state.concurrency = 10;

    JsonNode health = console.read("health");

    assertThat(health.get("ok").asInt()).isEqualTo(14);
    assertThat(health.get("failure").asInt()).isEqualTo(1);
    assertThat(health.get("findings"))
        .anyMatch(
            finding ->
                finding.get("check").asText().equals("concurrency")
                    && finding.get("advice").asText().contains("L-B99A9384"));
  }

  @ParameterizedTest
  @CsvSource({
    "sts:GetCallerIdentity, AccessDenied, stack, /caller",
    "sqs:GetQueueAttributes, AccessDeniedException, queues, ''",
    "cloudwatch:GetMetricData, AccessDenied, oldest, ''",
    "cloudwatch:GetMetricData, AccessDenied, traffic, ''",
    "cloudwatch:DescribeAlarms, AccessDenied, alarms, ''",
    "cloudformation:DescribeStacks, AccessDenied, queues, ''"
  })
  void aMissingRightIsNamedAndTheOtherPartsAreRead(
      String action, String code, String part, String place) throws Exception {
    console.aws.fail(action, 403, code);

    assertThat(console.read(part).at(place + "/problem").asText())
        .isEqualTo("You may not call " + action + ".");
    assertThat(console.read(part).at(place + "/advice").asText())
        .startsWith("Add " + action + " to your policy");
    assertThat(console.read("stack").get("stack").asText()).isEqualTo("bridge-test");
  }

  @Test
  void anAbsentStackIsOneSentence() throws Exception {
    try (var elsewhere =
        new OperatorConsoleFixture(
            new StackAddress("other", "us-east-2", null, console.aws.url()))) {
      for (String part : List.of("queues", "oldest", "alarms")) {
        assertThat(elsewhere.read(part).get("problem").asText())
            .isEqualTo("There is no stack other in us-east-2.");
      }
    }
  }

  @Test
  void aStackOfAnotherVersionIsNamedByWhatItLacks() throws Exception {
    console.aws.state.outputs.remove("BulkQueueUrl");

    for (String part : List.of("queues", "oldest")) {
      assertThat(console.read(part).get("problem").asText())
          .isEqualTo("The stack has no output BulkQueueUrl.");
    }
    assertThat(console.read("traffic").has("counts")).isTrue();
  }

  @Test
  void missingCredentialsAreOneSentence() throws Exception {
    try (var nobody =
        new OperatorConsoleFixture(
            new StackAddress("bridge-test", "us-east-1", "no-such-profile", null))) {
      for (String part : List.of("queues", "oldest", "alarms")) {
        assertThat(nobody.read(part).get("problem").asText())
            .isEqualTo("No AWS credentials were found.");
      }
      assertThat(nobody.read("stack").at("/caller/advice").asText()).startsWith("Sign in");
    }
  }
}
