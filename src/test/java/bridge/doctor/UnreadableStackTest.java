package bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.UsageException;
import bridge.stack.RealLookingCredentials;
import bridge.stack.StackAddress;
import bridge.stack.StackEmulator;
import bridge.stack.StackState;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the doctor says where it cannot read: one sentence each, and the rest goes on.
class UnreadableStackTest {
  @AutoClose private final StackEmulator aws = new StackEmulator();

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, bridge, -Dregion must be us-east-1 or us-east-2",
    "us-east-1, my bridge, -Dstack must be a stack's name",
    "us-east-1, a-name-of-more-characters-than-queues-take, at most 40"
  })
  void anAddressThatCannotBeIsRefused(String region, String name, String sentence) {
    assertThatThrownBy(() -> new StackAddress(name, region, null, null))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void missingCredentialsAreOneSentence() throws Exception {
    StackAddress address = new StackAddress(StackState.NAME, "us-east-1", "no-such-profile", null);

    DoctorRun run = DoctorRun.of(address, false, DoctorRun.PATIENCE);

    assertThat(run.printed().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("No AWS credentials were found. Sign in"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "403, ExpiredToken, The AWS credentials have expired. Sign in again.",
    "403, InvalidClientTokenId, AWS rejects the credentials. Check the profile"
  })
  void credentialsThatAwsRefusesAreOneSentence(int status, String code, String sentence)
      throws Exception {
    aws.fail("*", status, code);

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed().lines()).hasSize(3).anyMatch(line -> line.contains(sentence));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "sts:GetCallerIdentity, AccessDenied, 14",
    "cloudformation:ListStackResources, AccessDenied, 12",
    "lambda:GetAccountSettings, AccessDeniedException, 14",
    "lambda:GetEventSourceMapping, AccessDeniedException, 13",
    "sns:ListSubscriptionsByTopic, AuthorizationError, 14",
    "secretsmanager:GetSecretValue, AccessDeniedException, 12",
    "sqs:GetQueueAttributes, AccessDeniedException, 14",
    "cloudwatch:DescribeAlarms, AccessDenied, 14",
    "cloudwatch:GetMetricData, AccessDenied, 12"
  })
  void aMissingRightIsNamedAndTheRestIsRead(String action, String code, int stillOk)
      throws Exception {
    aws.fail(action, 403, code);

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed())
        .contains("You may not call " + action + ". Add " + action + " to your policy")
        .doesNotContain("failure  ");
    assertThat(run.printed().lines().filter(line -> line.startsWith("ok ")))
        .hasSizeGreaterThanOrEqualTo(stillOk);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aRoleThatMayReadNothingIsToldTheFirstRight() throws Exception {
    aws.fail("*", 403, "AccessDenied");

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed())
        .contains(
            "failure  stack                    You may not call cloudformation:DescribeStacks.")
        .contains("You may not call lambda:GetAccountSettings.");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aThrottledApiIsNamed() throws Exception {
    aws.fail("sns:ListSubscriptionsByTopic", 400, "Throttling");

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed()).contains("AWS limits the rate of sns:ListSubscriptionsByTopic. Run");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aSlowApiDelaysNoOtherLine() throws Exception {
    aws.hang("lambda:GetAccountSettings");

    assertThat(DoctorRun.of(DoctorRun.address(aws.url()), false, Duration.ofSeconds(2)).printed())
        .contains("lambda:GetAccountSettings took too long. Run the command again")
        .contains("14 ok, 0 warnings, 1 failures");
  }

  @Test
  void aSecretThatWasDeletedIsNamedByAwssCode() throws Exception {
    aws.fail("secretsmanager:GetSecretValue", 400, "ResourceNotFoundException");

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed())
        .contains("secretsmanager:GetSecretValue failed (ResourceNotFoundException).");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  /// As LocalStack and moto say so.
  @ParameterizedTest
  @CsvSource({
    "cloudwatch:DescribeAlarms, 501, InternalFailure",
    "cloudwatch:GetMetricData, 404, ''",
    "lambda:GetAccountSettings, 404, ''"
  })
  void anEmulatorThatLacksACallIsNamed(String action, int status, String code) throws Exception {
    aws.fail(action, status, code);

    DoctorRun run = DoctorRun.of(aws);

    assertThat(run.printed()).contains("The emulator has no " + action + ".");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void anEndpointWhereNothingListensIsOneSentence() throws Exception {
    URI gone = aws.url();
    aws.close();

    assertThat(DoctorRun.of(DoctorRun.address(gone), false, DoctorRun.PATIENCE).printed().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("could not be reached. Check the network"));
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void anEmulatorGetsNoCredentialsOfTheDefaultChain() throws Exception {
    try (var _ = new RealLookingCredentials()) {
      DoctorRun.of(aws);
    }

    assertThat(aws.credentials)
        .hasSizeGreaterThan(10)
        .matches(RealLookingCredentials::areAbsentFrom);
  }
}
