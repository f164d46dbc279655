package bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.SeededPersonalData;
import bridge.stack.DocumentedPolicy;
import bridge.stack.StackAddress;
import bridge.stack.StackEmulator;
import bridge.stack.StackState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the doctor says of a healthy stack and of each fault.
class DoctorTest {
  @AutoClose private final StackEmulator aws = new StackEmulator();

  @Test
  void aHealthyStackIsAllOk() throws Exception {
    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed())
        .startsWith("bridge-test in us-east-1, account 123456789012, role Operator\n")
        .endsWith("\n15 ok, 0 warnings, 0 failures\n");
    assertThat(run.exitCode()).isZero();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("failure  stack", "UPDATE_ROLLBACK_FAILED", s -> s.status = "UPDATE_ROLLBACK_FAILED"),
        fault("warning  stack", "was rolled back", s -> s.status = "UPDATE_ROLLBACK_COMPLETE"),
        fault("warning  termination-protection", "delete", s -> s.isProtected = false),
        fault("warning  version", "runs 0.0.9", s -> s.outputs.put("Version", "0.0.9")),
        fault("failure  concurrency", "L-B99A9384", s -> s.concurrency = 10),
        fault("failure  concurrency", "DispatcherMaxConcurrency=5,", s -> s.concurrency = 27),
        fault("warning  alarm-topic", "Nobody", s -> s.subscriptions.clear()),
        fault(
            "failure  alarm-topic",
            "1 of 2 subscriptions",
            s -> s.subscriptions.put("second", "PendingConfirmation")),
        fault(
            "failure  regal-key ",
            "placeholder",
            s -> s.setSecret("RegalSecretName", "REPLACE_ME")),
        fault("failure  regal-key ", "binary", s -> s.secrets.remove("RegalSecretName")),
        fault(
            "failure  regal-key ", "JSON", s -> s.setSecret("RegalSecretName", "{\"key\":\"x\"}")),
        fault(
            "failure  regal-key ", "line ends", s -> s.setSecret("RegalSecretName", "two\nlines")),
        fault(
            "failure  regal-key-use",
            "Regal rejected the key",
            s -> s.setMetric("CredentialsRejected", Duration.ofMinutes(2), 7)),
        fault(
            "failure  segment-secret",
            "at least 16",
            s -> s.setSecret("SegmentSecretName", "{\"current\":\"too-short\"}")),
        fault("failure  segment-token", "at least 16", s -> s.secrets.remove("SegmentTokenName")),
        fault(
            "warning  segment-secret",
            "previous value is still valid",
            s ->
                s.setSecret(
                    "SegmentSecretName",
                    "{\"current\":\"%s\",\"previous\":\"%s\"}"
                        .formatted(StackState.LONG_SECRET, SeededPersonalData.SECRET))),
        fault(
            "failure  events-mapping",
            "output ResumeDelivery.",
            s -> s.mappingStates.put("DispatchFunctionQueue", "Disabled")),
        fault(
            "failure  bulk-mapping",
            "output ResumeBulkDelivery.",
            s -> s.mappingStates.put("BulkDispatchFunctionQueue", "Disabled")),
        fault(
            "failure  events-mapping",
            "Up to 50 environments",
            s -> s.mappingConcurrency.put("DispatchFunctionQueue", 50)),
        fault(
            "failure  events-mapping",
            "though DispatchEnabled is false",
            s -> s.parameters.put("DispatchEnabled", "false")),
        fault("failure  events-mapping", "ReportBatchItemFailures", s -> s.reportsFailures = false),
        fault("warning  dead-letters", "3 wait", s -> s.deadLetters = 3),
        fault("failure  dead-letter-age", "11 days", s -> s.setDeadLetterAge(Duration.ofDays(11))),
        fault(
            "failure  alarms",
            "runbook.md#breakeropenalarm",
            s -> s.alarmStates.put("BreakerOpenAlarm", "ALARM")),
        fault(
            "failure  alarms",
            "EventsMayBeLostAlarm is in ALARM",
            s -> s.alarmStates.put("EventsMayBeLostAlarm", "ALARM")),
        fault(
            "warning  alarms",
            "Without data yet: BacklogAlarm.",
            s -> s.alarmStates.put("BacklogAlarm", "INSUFFICIENT_DATA")),
        fault(
            "failure  alarms",
            "DeadLettersAlarm does not exist",
            s -> s.alarmStates.put("DeadLettersAlarm", "")),
        fault("warning  traffic", "No event was accepted", s -> s.metrics.clear()),
        fault(
            "warning  traffic",
            "last delivered",
            s -> s.setMetric("Delivered", Duration.ofHours(5), 1)),
        fault(
            "failure  segment-token",
            "no output SegmentTokenName",
            s -> s.outputs.remove("SegmentTokenName")));
  }

  private static Arguments fault(String check, String says, Consumer<StackState> putIn) {
    return Arguments.of(check, says, putIn);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedWithWhatToDo(String check, String says, Consumer<StackState> putIn)
      throws Exception {
    putIn.accept(aws.state);

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed().lines())
        .anySatisfy(line -> assertThat(line).startsWith(check).contains(says));
    assertThat(run.exitCode()).isEqualTo(check.startsWith("failure") ? 1 : 0);
  }

  @Test
  void aStoppedStackThatShallBeStoppedIsNoFailure() throws Exception {
    aws.state.parameters.put("DispatchEnabled", "false");
    aws.state.mappingStates.replaceAll((_, _) -> "Disabled");

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed()).contains("Delivery is stopped, as DispatchEnabled says.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void jsonHoldsTheSameFindings() throws Exception {
    aws.state.deadLetters = 3;
    aws.state.concurrency = 10;

    DoctorRun run = DoctorRun.of(DoctorRun.address(aws.url()), true, DoctorRun.PATIENCE);
    JsonNode report = new ObjectMapper().readTree(run.printed());

    assertThat(report.get("stack").asText()).isEqualTo("bridge-test");
    assertThat(report.get("failure").asInt()).isEqualTo(1);
    assertThat(report.get("warning").asInt()).isEqualTo(1);
    assertThat(report.get("findings"))
        .hasSize(15)
        .anyMatch(
            finding ->
                finding.get("check").asText().equals("dead-letters")
                    && finding.get("status").asText().equals("warning")
                    && finding.get("message").asText().equals("3 wait.")
                    && finding.get("advice").asText().startsWith("Redrive or delete them"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void withoutAStackItChecksWhatADeploymentNeeds() throws Exception {
    aws.state.concurrency = 10;

    DoctorRun run =
        DoctorRun.of(
            new StackAddress("other", "us-east-2", null, aws.url()), false, DoctorRun.PATIENCE);

    assertThat(run.printed())
        .contains("There is no stack other in us-east-2. Check -Dstack and -Dregion")
        .contains("failure  concurrency");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aStackThatIsNotThisBridgeIsNamed() throws Exception {
    aws.state.outputs.clear();

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed()).contains("no output WebhookUrl. Is it this bridge");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  /// Everyone may call sts:GetCallerIdentity.
  @Test
  void theDocumentedPolicyAllowsWhatItCallsAndNothingElse() throws Exception {
    DoctorRun.of(aws);

    aws.actions.remove("sts:GetCallerIdentity");
    assertThat(DocumentedPolicy.actions("operations.md", "## Doctor"))
        .containsExactlyInAnyOrderElementsOf(aws.actions);
  }
}
