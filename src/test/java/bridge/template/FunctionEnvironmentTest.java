package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each function has the settings that its code reads, and the rights that it needs on what they
/// name.
class FunctionEnvironmentTest {
  private static final String RIGHTS =
      """
      Ingest   EVENTS_QUEUE_URL      sqs:SendMessage
      Ingest   BULK_QUEUE_URL        sqs:SendMessage
      Ingest   DEAD_LETTER_QUEUE_URL sqs:SendMessage
      Ingest   SEGMENT_SECRET_ARN    secretsmanager:GetSecretValue
      Ingest   SEGMENT_TOKEN_ARN     secretsmanager:GetSecretValue
      Dispatch EVENTS_QUEUE_URL      sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes
      Dispatch DEAD_LETTER_QUEUE_URL sqs:SendMessage
      Dispatch REGAL_SECRET_ARN      secretsmanager:GetSecretValue
      Dispatch REGAL_KMS_KEY         kms:Decrypt
      Dispatch STATE_TABLES          dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:PutItem dynamodb:BatchWriteItem
      Redrive  DEAD_LETTER_QUEUE_URL sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes
      Redrive  BULK_QUEUE_URL        sqs:SendMessage sqs:GetQueueAttributes
      Redrive  STATE_TABLES          dynamodb:GetItem dynamodb:PutItem
      """;

  /// Resources that grant nobody but the four functions anything.
  private static final String TYPES =
      """
      AWS::CloudWatch::Alarm AWS::CloudWatch::CompositeAlarm AWS::CloudWatch::Dashboard \
      AWS::DynamoDB::Table AWS::IAM::Role AWS::Logs::LogGroup AWS::Logs::MetricFilter AWS::SNS::Subscription AWS::SNS::Topic AWS::SQS::Queue AWS::SQS::QueuePolicy \
      AWS::SecretsManager::Secret AWS::Serverless::Function AWS::Serverless::HttpApi\
      """;

  /// CloudFormation names the stack's own table so, and StateTableName must.
  private static final String STATE_TABLES =
      "{Fn::Sub=arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${AWS::StackName}-StateTable-*}";

  private static final Pattern SETTING_READ =
      Pattern.compile(
          "(?:required|text|textOrEmpty|number|hours|isTrue|oneOf)\\(\\s*\"([A-Z_]+)\"");

  private static final Template TEMPLATE = Template.read();

  @ParameterizedTest
  @ValueSource(strings = {"Ingest", "Dispatch", "BulkDispatch", "Redrive"})
  void aFunctionMayDoWhatItNeedsAndNothingElse(String name) {
    Map<String, Object> settings = TEMPLATE.settings(name + "Function");
    settings.put("REGAL_KMS_KEY", "{Fn::If=[HasRegalKmsKey, {Ref=RegalApiKeyKmsKeyArn}, ]}");
    settings.put("STATE_TABLES", STATE_TABLES);
    Object log =
        TEMPLATE.at("Resources/" + name + "Function/Properties/LoggingConfig/LogGroup/Ref");
    List<String> needed = new ArrayList<>();
    for (String line : RIGHTS.lines().filter(line -> line.startsWith(code(name) + " ")).toList()) {
      String[] right = line.split(" +");
      for (String action : List.of(right).subList(2, right.length)) {
        needed.add(action + " " + settings.get(right[1]));
      }
    }
    needed.add("logs:CreateLogStream {Fn::Sub=${" + log + ".Arn}:*}");
    needed.add("logs:PutLogEvents {Fn::Sub=${" + log + ".Arn}:*}");

    assertThat(rights(name + "Role")).containsExactlyInAnyOrderElementsOf(needed);
  }

  @Test
  void nothingElseGrantsARight() {
    assertThat(TEMPLATE.map("Resources").keySet())
        .extracting(name -> TEMPLATE.at("Resources/" + name + "/Type"))
        .isSubsetOf((Object[]) TYPES.split(" "));
    assertThat(TEMPLATE.pathsOf("AWS::IAM::Role")).hasSize(4);
  }

  /// Lambda sets the variables that begin with AWS_. Powertools reads its log level.
  @ParameterizedTest
  @ValueSource(strings = {"Ingest", "Dispatch", "BulkDispatch", "Redrive"})
  void everySettingIsReadAndEverySettingThatIsReadIsSet(String name) throws IOException {
    Path folder = Path.of("src/main/java/bridge/function");
    String handler = Files.readString(folder.resolve(code(name) + "Function.java"));
    String telemetry = Files.readString(folder.resolve("PowertoolsTelemetry.java"));
    TreeSet<String> read =
        SETTING_READ
            .matcher(handler + telemetry)
            .results()
            .map(found -> found.group(1))
            .filter(setting -> !setting.startsWith("AWS_"))
            .collect(Collectors.toCollection(TreeSet::new));
    read.addAll(List.of("AWS_ENDPOINT_URL", "POWERTOOLS_LOG_LEVEL"));

    assertThat(handler).contains("implements RequestStreamHandler");
    assertThat(TEMPLATE.settings(name + "Function").keySet()).isEqualTo(read);
  }

  @Test
  void aSettingHasTheValueOfTheParameterOfItsName() {
    Map<String, Object> expected = new TreeMap<>(TEMPLATE.settings("DispatchFunction"));
    for (String parameter : TEMPLATE.map("Parameters").keySet()) {
      String setting = parameter.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
      expected.computeIfPresent(setting, (_, _) -> Map.of("Ref", parameter));
    }

    assertThat(TEMPLATE.settings("DispatchFunction")).isEqualTo(expected);
  }

  @Test
  void bulkDispatchDiffersFromDispatchInItsQueueAndItsRateOnly() {
    Map<String, Object> expected = new TreeMap<>(TEMPLATE.settings("DispatchFunction"));
    expected.put("EVENTS_QUEUE_URL", Map.of("Ref", "BulkQueue"));
    expected.put("REGAL_REQUESTS_PER_SECOND", Map.of("Ref", "BulkRequestsPerSecond"));
    expected.put("DISPATCHER_MAX_CONCURRENCY", "2");

    assertThat(TEMPLATE.settings("BulkDispatchFunction")).isEqualTo(expected);
  }

  /// A changed parameter publishes no new version (serverless-application-model, issue 3820), so
  /// the alias would keep the old value. AWS_ENDPOINT_URL is for local runs.
  @Test
  void theAliasOfIngestReadsNoParameter() {
    Map<String, Object> settings = TEMPLATE.settings("IngestFunction");
    settings.remove("AWS_ENDPOINT_URL");

    assertThat(settings.toString()).doesNotContain("Fn::If");
    for (String parameter : TEMPLATE.map("Parameters").keySet()) {
      assertThat(settings.toString())
          .doesNotContain("{Ref=" + parameter + "}")
          .doesNotContain("${" + parameter + "}");
    }
  }

  /// The handler's name without `Function`: both dispatch functions have the same one.
  private static String code(String name) {
    String handler = TEMPLATE.text("Resources/" + name + "Function/Properties/Handler");
    return handler.replaceFirst("^bridge\\.function\\.(\\w+)Function::handleRequest$", "$1");
  }

  /// Each as `action resource`, the resource as a setting names it.
  private static List<String> rights(String role) {
    List<String> rights = new ArrayList<>();
    String path = "Resources/" + role + "/Properties/Policies/0/PolicyDocument/Statement/";
    for (int i = 0; TEMPLATE.find(path + i) != null; i++) {
      boolean isConditional = TEMPLATE.find(path + i + "/Fn::If") != null;
      String statement = path + i + (isConditional ? "/Fn::If/1" : "");
      assertThat(TEMPLATE.map(statement)).containsOnlyKeys("Effect", "Action", "Resource");
      assertThat(TEMPLATE.at(statement + "/Effect")).isEqualTo("Allow");
      if (isConditional) {
        assertThat(TEMPLATE.at(path + i + "/Fn::If/2")).hasToString("{Ref=AWS::NoValue}");
      }
      String actions = TEMPLATE.text(statement + "/Action").replaceAll("[\\[\\] ]", "");
      Object resources = TEMPLATE.at(statement + "/Resource");
      for (Object each : resources instanceof List<?> several ? several : List.of(resources)) {
        String arn = each.toString().replaceFirst("^\\{Fn::GetAtt=(\\w+).Arn}$", "{Ref=$1}");
        String condition = isConditional ? TEMPLATE.text(path + i + "/Fn::If/0") : "";
        String resource = isConditional ? "{Fn::If=[%s, %s, ]}".formatted(condition, arn) : arn;
        for (String action : List.of(actions.split(","))) {
          rights.add(action + " " + resource);
        }
      }
    }
    return rights;
  }
}
