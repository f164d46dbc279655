package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the stack must never lose.
@Execution(ExecutionMode.CONCURRENT)
class TemplateTest {
  /// A promise, whose it is, a path and its value: names or types of resources, or a section. `@`
  /// in a value is the owner's name without its type. Members are only those after `/*`. Without a
  /// value, nothing is there.
  private static final String PROMISES =
      """
      # Queues
      events stay in order                | AWS::SQS::Queue | Properties/FifoQueue | true
      dedup ids are one person's          | AWS::SQS::Queue | Properties/DeduplicationScope | messageGroup
      throughput grows with the people    | AWS::SQS::Queue | Properties/FifoThroughputLimit | perMessageGroupId
      messages are encrypted              | AWS::SQS::Queue | Properties/SqsManagedSseEnabled | true
      messages stay 14 days               | AWS::SQS::Queue | Properties/MessageRetentionPeriod | 1209600
      nothing delays or limits messages   | AWS::SQS::Queue | Properties/* | FifoQueue DeduplicationScope FifoThroughputLimit SqsManagedSseEnabled MessageRetentionPeriod VisibilityTimeout RedrivePolicy
      ids deduplicate, not bodies         | AWS::SQS::Queue | Properties/ContentBasedDeduplication |
      a look hides dead letters for 30 s  | DeadLetterQueue | Properties/VisibilityTimeout |
      SQS gives up as late as it can      | EventsQueue,BulkQueue | Properties/RedrivePolicy/maxReceiveCount | 1000
      SQS dead-letters, never deletes     | EventsQueue,BulkQueue | Properties/RedrivePolicy/deadLetterTargetArn | {Fn::GetAtt=DeadLetterQueue.Arn}
      dead letters stay where they are    | DeadLetterQueue | Properties/RedrivePolicy |
      every queue has a policy            | QueuePolicy | Properties/Queues | [{Ref=EventsQueue}, {Ref=BulkQueue}, {Ref=DeadLetterQueue}]
      it denies plain HTTP, allows nothing | QueuePolicy | Properties/PolicyDocument/Statement | [{Sid=DenyPlainHttp, Effect=Deny, Principal=*, Action=sqs:*, Resource=*, Condition={Bool={aws:SecureTransport=false}}}]

      # Data at rest. CloudFormation generates a secret again, or overwrites it, if its block changes.
      data outlives the stack             | AWS::SQS::Queue,AWS::DynamoDB::Table,AWS::SecretsManager::Secret | DeletionPolicy | RetainExceptOnCreate
      data outlives an update             | AWS::SQS::Queue,AWS::DynamoDB::Table,AWS::SecretsManager::Secret | UpdateReplacePolicy | Retain
      the state table is optional         | StateTable | Condition | HasStateTable
      it can be restored                  | StateTable | Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled | true
      it forgets erased people in a week  | StateTable | Properties/PointInTimeRecoverySpecification/RecoveryPeriodInDays | 7
      a deletion by hand is refused       | StateTable | Properties/DeletionProtectionEnabled | true
      its rows expire                     | StateTable | Properties/TimeToLiveSpecification | {AttributeName=x, Enabled=true}
      its keys are those of DynamoTable   | StateTable | Properties/KeySchema | [{AttributeName=p, KeyType=HASH}, {AttributeName=s, KeyType=RANGE}]
      its rows are copied nowhere         | StateTable | Properties/* | BillingMode AttributeDefinitions KeySchema TimeToLiveSpecification PointInTimeRecoverySpecification DeletionProtectionEnabled
      its capacity has no limit           | StateTable | Properties/BillingMode | PAY_PER_REQUEST
      Segment's secrets are generated once | SegmentSharedSecret,SegmentTokenSecret | Properties/GenerateSecretString | {SecretStringTemplate={}, GenerateStringKey=current, PasswordLength=48, ExcludePunctuation=true}
      no secret is in the template        | AWS::SecretsManager::Secret | Properties/* | Description GenerateSecretString SecretString
      Regal's key is a placeholder        | RegalApiKeySecret | Properties/SecretString | REPLACE_ME
      Regal's key may be a secret of yours | RegalApiKeySecret | Condition | CreateRegalSecret

      # Rights; FunctionEnvironmentTest lists them
      only Lambda takes a role            | AWS::IAM::Role | Properties/AssumeRolePolicyDocument/Statement | [{Effect=Allow, Principal={Service=lambda.amazonaws.com}, Action=sts:AssumeRole}]
      a role has no managed policy        | AWS::IAM::Role | Properties/* | AssumeRolePolicyDocument Policies
      a role has one policy               | AWS::IAM::Role | Properties/Policies/1 |
      each function has a role of its own | AWS::Serverless::Function | Properties/Role | {Fn::GetAtt=@Role.Arn}

      # Logs
      logs expire                         | AWS::Logs::LogGroup | Properties/RetentionInDays | {Ref=LogRetentionDays}
      requests are logged where they expire | WebhookApi | Properties/AccessLogSettings/DestinationArn | {Fn::GetAtt=WebhookAccessLogs.Arn}
      lines are JSON                      | Globals | Function/LoggingConfig/LogFormat | JSON
      lines without a level pass: metrics | Globals | Function/LoggingConfig/ApplicationLogLevel | TRACE
      no function changes that            | AWS::Serverless::Function | Properties/LoggingConfig/* | LogGroup
      dispatch and redrive log as set     | DispatchFunction,RedriveFunction | Properties/Environment/Variables/POWERTOOLS_LOG_LEVEL | {Ref=LogLevel}
      Lambda writes no debug lines        | Globals | Function/LoggingConfig/SystemLogLevel |

      # Webhook
      requests are throttled              | WebhookApi | Properties/DefaultRouteSettings/ThrottlingRateLimit | {Ref=IngestRateLimit}
      bursts are throttled                | WebhookApi | Properties/DefaultRouteSettings/ThrottlingBurstLimit | {Ref=IngestBurstLimit}
      its URL responds, no route differs  | WebhookApi | Properties/* | StageName FailOnWarnings DefaultRouteSettings AccessLogSettings
      no metrics that nobody looks at     | WebhookApi | Properties/DefaultRouteSettings/* | ThrottlingRateLimit ThrottlingBurstLimit
      its URL has no stage                | WebhookApi | Properties/StageName | $default
      its URL is in the outputs           | Outputs | WebhookUrl/Value/Fn::Sub | https://${WebhookApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/segment
      ingest has this route               | IngestFunction | Properties/Events/Webhook/Properties/Path | /segment
      ingest has its limits               | IngestFunction | Properties/Events/Webhook/Properties/ApiId | {Ref=WebhookApi}
      ingest responds to every method     | IngestFunction | Properties/Events/Webhook/Properties/Method | ANY
      ingest reads version 2.0            | IngestFunction | Properties/Events/Webhook/Properties/PayloadFormatVersion | 2.0
      API Gateway waits for ingest        | IngestFunction | Properties/Events/Webhook/Properties/TimeoutInMillis | 10000
      ingest outlasts Segment's 5 seconds | IngestFunction | Properties/Timeout | 10
      nothing else calls ingest           | IngestFunction | Properties/Events/* | Webhook

      # Functions
      functions run on the tests' Java    | Globals | Function/Runtime | java25
      functions run as in the benchmarks  | Globals | Function/MemorySize | 1024
      functions run as in the benchmarks  | Globals | Function/Architectures | [x86_64]
      no function is traced               | Globals | Function/Tracing |
      ingest starts from a snapshot       | IngestFunction | Properties/SnapStart/ApplyOn | PublishedVersions
      a snapshot belongs to a version     | IngestFunction | Properties/AutoPublishAlias | live
      every change makes a version        | IngestFunction | Properties/AutoPublishAliasAllProperties | true
      concurrency may be reserved         | IngestFunction | Properties/ReservedConcurrentExecutions | {Fn::If=[ReserveIngest, {Ref=IngestReservedConcurrency}, {Ref=AWS::NoValue}]}
      ingest has nothing else             | IngestFunction | Properties/* | Description Handler Role Timeout AutoPublishAlias AutoPublishAliasAllProperties SnapStart ReservedConcurrentExecutions LoggingConfig Environment Events
      dispatch has no alias and no limit  | DispatchFunction,BulkDispatchFunction | Properties/* | Description Handler Role Timeout LoggingConfig Environment Events
      redrive has nothing else            | RedriveFunction | Properties/* | Description Handler Role Timeout LoggingConfig Environment Events
      nothing but a clock calls redrive   | RedriveFunction | Properties/Events | {DailyListing={Type=Schedule, Properties={Schedule=cron(17 12 * * ? *), Input={"dryRun":true}}}}
      dispatch has time for a POST        | DispatchFunction,BulkDispatchFunction | Properties/Timeout | 60
      redrive has time for thousands      | RedriveFunction | Properties/Timeout | 900
      a batch fails in parts              | DispatchFunction,BulkDispatchFunction | Properties/Events/Queue/Properties/FunctionResponseTypes | [ReportBatchItemFailures]
      a batch is as large as FIFO allows  | DispatchFunction,BulkDispatchFunction | Properties/Events/Queue/Properties/BatchSize | 10
      delivery can be stopped             | DispatchFunction,BulkDispatchFunction | Properties/Events/Queue/Properties/Enabled | {Fn::If=[IsDispatchEnabled, true, false]}
      no event is filtered out            | DispatchFunction,BulkDispatchFunction | Properties/Events/Queue/Properties/* | Queue BatchSize Enabled FunctionResponseTypes ScalingConfig
      dispatch takes the events queue     | DispatchFunction | Properties/Events/Queue/Properties/Queue | {Fn::GetAtt=EventsQueue.Arn}
      bulk dispatch takes the bulk queue  | BulkDispatchFunction | Properties/Events/Queue/Properties/Queue | {Fn::GetAtt=BulkQueue.Arn}
      so many environments share its rate | DispatchFunction | Properties/Events/Queue/Properties/ScalingConfig/MaximumConcurrency | {Ref=DispatcherMaxConcurrency}
      so many environments share its rate | BulkDispatchFunction | Properties/Events/Queue/Properties/ScalingConfig/MaximumConcurrency | 2

      # Alarms
      the two alarms are sent             | AWS::CloudWatch::CompositeAlarm | Properties/AlarmActions | [{Ref=AlarmTopic}]
      their ends are sent                 | AWS::CloudWatch::CompositeAlarm | Properties/OKActions | [{Ref=AlarmTopic}]
      neither is off                      | AWS::CloudWatch::CompositeAlarm | Properties/* | AlarmDescription AlarmRule AlarmActions OKActions
      their parts are not, and none is off | AWS::CloudWatch::Alarm | Properties/* | AlarmDescription Namespace MetricName Dimensions Statistic ExtendedStatistic Period Metrics EvaluationPeriods DatapointsToAlarm Threshold ComparisonOperator TreatMissingData
      each request counts once            | AWS::Logs::MetricFilter | Properties/MetricTransformations/0/* | MetricNamespace MetricName MetricValue Dimensions
      each request counts once            | AWS::Logs::MetricFilter | Properties/MetricTransformations/0/MetricValue | 1
      a quiet day may be expected         | SilenceAlarm | Condition | ExpectsTraffic
      its alarm is then no part           | EventsMayBeLostAlarm | Properties/AlarmRule/Fn::Sub/1/Silence/Fn::If/0 | ExpectsTraffic
      the access log is counted           | AWS::Logs::MetricFilter | Properties/LogGroupName | {Ref=WebhookAccessLogs}
      mail is optional                    | AWS::SNS::Subscription | Condition | HasAlarmEmail
      mail goes to the operator           | AWS::SNS::Subscription | Properties | {TopicArn={Ref=AlarmTopic}, Protocol=email, Endpoint={Ref=AlarmEmail}}

      # Deployment
      the stack stays where Regal is      | Rules | UsEastOnly/Assertions/0/Assert | {Fn::Contains=[[us-east-1, us-east-2], {Ref=AWS::Region}]}
      no deployment calls LocalStack      | Rules | NoLocalEndpoint/Assertions/0/Assert | {Fn::Equals=[{Ref=LocalEndpoint}, ]}
      the SDK calls AWS                   | Globals | Function/Environment/Variables/AWS_ENDPOINT_URL | {Fn::If=[HasLocalEndpoint, {Ref=LocalEndpoint}, {Ref=AWS::NoValue}]}
      it stays there a second time        | Outputs | DashboardUrl/Value/Fn::Sub/1 | {Console={Fn::FindInMap=[Regions, {Ref=AWS::Region}, Console]}}
      no other region is known            | Mappings | Regions/* | us-east-1 us-east-2
      only local runs have an endpoint    | Conditions | HasLocalEndpoint | {Fn::Not=[{Fn::Equals=[{Ref=LocalEndpoint}, ]}]}
      without an address there is no mail | Conditions | HasAlarmEmail | {Fn::Not=[{Fn::Equals=[{Ref=AlarmEmail}, ]}]}
      without an ARN there is a secret    | Conditions | CreateRegalSecret | {Fn::Equals=[{Ref=RegalApiKeySecretArn}, ]}
      without a key AWS's own decrypts    | Conditions | HasRegalKmsKey | {Fn::Not=[{Fn::Equals=[{Ref=RegalApiKeyKmsKeyArn}, ]}]}
      0 expects no traffic                | Conditions | ExpectsTraffic | {Fn::Not=[{Fn::Equals=[{Ref=ExpectedQuietHours}, 0]}]}
      -1 reserves nothing                 | Conditions | ReserveIngest | {Fn::Not=[{Fn::Equals=[{Ref=IngestReservedConcurrency}, -1]}]}
      DispatchEnabled switches delivery   | Conditions | IsDispatchEnabled | {Fn::Equals=[{Ref=DispatchEnabled}, true]}
      StateTableEnabled switches state    | Conditions | HasStateTable | {Fn::And=[{Fn::Equals=[{Ref=StateTableEnabled}, true]}, {Fn::Equals=[{Ref=StateTableName}, ]}]}
      dispatch uses the named table       | DispatchFunction | Properties/Environment/Variables/STATE_TABLE | {Fn::If=[HasStateTable, {Ref=StateTable}, {Ref=StateTableName}]}
      .ci/preflight counts so many        | Parameters | DispatcherMaxConcurrency/Default | 10
      Lambda's limit starts at two        | Parameters | DispatcherMaxConcurrency/MinValue | 2
      dispatch starts with either outcome | Parameters | OnUnknownOutcome/AllowedValues | [retry, dead-letter]
      dispatch starts with every rate     | Parameters | RegalRequestsPerSecond/MinValue | 1
      dispatch starts with every rate     | Parameters | BulkRequestsPerSecond/MinValue | 1
      """;

  private static final List<String> SWITCH = List.of("true", "false");
  private static final Template TEMPLATE = Template.read();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = PROMISES)
  void holds(String promise, String owners, String path, @Nullable String value) {
    for (String owner : owners.split(",", -1)) {
      List<String> bases = TEMPLATE.pathsOf(owner);
      assertThat(bases).as(owner).isNotEmpty();
      for (String base : bases) {
        String name = base.replaceFirst(".*/", "").replaceFirst("(Function|Policy)$", "");
        if (path.endsWith("/*")) {
          assertThat(TEMPLATE.map(base + "/" + path.replace("/*", "")).keySet())
              .as(base)
              .isSubsetOf(Objects.requireNonNull(value).split(" "));
        } else if (value == null) {
          assertThat(TEMPLATE.find(base + "/" + path)).as(base).isNull();
        } else {
          assertThat(TEMPLATE.at(base + "/" + path)).as(base).hasToString(value.replace("@", name));
        }
      }
    }
  }

  /// AWS asks for six times the function's timeout. Redrive sets the timeout of what it receives.
  @ParameterizedTest
  @CsvSource({"Dispatch, EventsQueue", "BulkDispatch, BulkQueue"})
  void noMessageIsReceivedAgainWhileItIsHandled(String function, String queue) {
    assertThat(TEMPLATE.number("Resources/" + queue + "/Properties/VisibilityTimeout"))
        .isGreaterThanOrEqualTo(
            6 * TEMPLATE.number("Resources/" + function + "Function/Properties/Timeout"));
  }

  @Test
  void theAccessLogHoldsLatencyAndErrorClassButNoAddressHeaderQueryOrMessage() {
    String path = "Resources/WebhookApi/Properties/AccessLogSettings/Format/Fn::Sub";
    String format = TEMPLATE.text(path).replace("${AWS::StackName}", "");

    assertThat(Pattern.compile("\\$context\\.([\\w.]+)|\\$").matcher(format).results())
        .extracting(found -> found.group(1))
        .containsExactlyInAnyOrder(
            ("requestId requestTime httpMethod routeKey status responseLength responseLatency"
                    + " error.responseType integration.status integration.latency")
                .split(" "));
  }

  @Test
  void noSecretIsResolvedIntoTheStack() {
    assertThat(TEMPLATE.root().toString()).doesNotContain("{{resolve:");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          RegalEndpoint,        https://events.regalvoice.com/events, https://events.regalvoice.com.evil.com/events
          RegalEndpoint,        https://events.regal.io/v2/events,    http://events.regal.io/events
          RegalEndpoint,        https://events.regal.ai,              https://events.regal.app
          RegalEndpoint,        https://events.regal.ai/events,       https://evil@events.regal.ai/events
          RegalEndpoint,        https://v1.events.regal.ai,           https://regal.ai
          RegalApiKeyKmsKeyArn, arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab, alias/aws/secretsmanager
          AlarmEmail,           ops@example.com,                      ops@example
          DefaultPhoneCountry,  US,                                   +1
          LocalEndpoint,        http://localstack:4566,               https://example.com
          RegalApiKeySecretArn, arn:aws:secretsmanager:us-east-1:123456789012:secret:key-AbCdEf, arn:aws:secretsmanager:us-east-1:123456789012:secret:key
          """)
  void aParameterAcceptsOnlyWhatWorks(String name, String right, String wrong) {
    String pattern = TEMPLATE.text("Parameters/" + name + "/AllowedPattern");

    assertThat(right).matches(pattern);
    assertThat(wrong).doesNotMatch(pattern);
  }

  /// Regal accepts 300 requests a second; SQS keeps a message for 14 days.
  @Test
  void everyParameterHasAGroupAndLimitsThatRegalAndSqsAllow() {
    String groups = TEMPLATE.text("Metadata/AWS::CloudFormation::Interface/ParameterGroups");
    for (String name : TEMPLATE.map("Parameters").keySet()) {
      assertThat(TEMPLATE.map("Parameters/" + name).keySet())
          .as(name)
          .containsAnyOf("AllowedPattern", "AllowedValues", "MinValue");
      assertThat(TEMPLATE.find("Parameters/" + name + "/AllowedValues"))
          .as(name)
          .matches(values -> !String.valueOf(values).contains("true") || values.equals(SWITCH));
      assertThat(groups).containsPattern("\\b" + name + "\\b");
    }
    assertThat(TEMPLATE.number("Parameters/PoisonEventAgeHours/MaxValue")).isLessThan(13 * 24);
    assertThat(
            TEMPLATE.number("Parameters/RegalRequestsPerSecond/Default")
                + TEMPLATE.number("Parameters/BulkRequestsPerSecond/Default"))
        .isLessThan(300);
  }
}
