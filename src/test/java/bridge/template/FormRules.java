package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the person who deploys sees: parameters, rules, outputs.
final class FormRules {
  private static final List<String> OUTPUTS =
      List.of(
          "WebhookUrl",
          "SegmentSecretName",
          "ReadSegmentSecret",
          "SegmentTokenName",
          "ReadSegmentToken",
          "RegalSecretName",
          "SetRegalKey",
          "CheckRegalKey",
          "EventsQueueUrl",
          "DeadLetterQueueUrl",
          "RedriveFunctionName",
          "StopDelivery",
          "ResumeDelivery",
          "StopBulkDelivery",
          "ResumeBulkDelivery",
          "BulkQueueUrl",
          "AlarmTopicArn",
          "DashboardUrl",
          "Version");

  private static final String CONDITIONS =
      """
      HasAlarmEmail     {Fn::Not=[{Fn::Equals=[{Ref=AlarmEmail}, ]}]}
      CreateRegalSecret {Fn::Equals=[{Ref=RegalApiKeySecretArn}, ]}
      ReserveIngest     {Fn::Not=[{Fn::Equals=[{Ref=IngestReservedConcurrency}, -1]}]}
      IsDispatchEnabled {Fn::Equals=[{Ref=DispatchEnabled}, true]}
      HasStateTable     {Fn::Equals=[{Ref=StateTableEnabled}, true]}
      HasLocalEndpoint  {Fn::Not=[{Fn::Equals=[{Ref=LocalEndpoint}, ]}]}
      """;

  private static final String VALUES =
      """
      AlarmEmail                {AllowedPattern=^$|^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$, Default=, Type=String}
      LogLevel                  {AllowedValues=[TRACE, DEBUG, INFO, WARN, ERROR], Default=INFO, Type=String}
      LogRetentionDays          {AllowedValues=[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], Default=30, Type=Number}
      DefaultPhoneCountry       {AllowedPattern=^[A-Z]{2}$, Default=US, Type=String}
      PageAndScreenEvents       {AllowedValues=[true, false], Default=true, Type=String}
      HonourRegalIntegration    {AllowedValues=[true, false], Default=true, Type=String}
      OnUnknownOutcome          {AllowedValues=[retry, dead-letter], Default=retry, Type=String}
      PoisonEventAgeHours       {Default=4, MaxValue=300, MinValue=1, Type=Number}
      DispatchEnabled           {AllowedValues=[true, false], Default=true, Type=String}
      RegalRequestsPerSecond    {Default=200, MaxValue=1000, MinValue=1, Type=Number}
      DispatcherMaxConcurrency  {Default=10, MaxValue=100, MinValue=2, Type=Number}
      BulkRequestsPerSecond     {Default=50, MaxValue=1000, MinValue=1, Type=Number}
      StateTableEnabled         {AllowedValues=[true, false], Default=true, Type=String}
      IdentityRetentionDays     {Default=365, MaxValue=3650, MinValue=1, Type=Number}
      RegalEndpoint             {AllowedPattern=^https://([a-z0-9-]+\\.)*(regalvoice\\.com|regal\\.io|regal\\.ai)(/[A-Za-z0-9/_-]*)?$, Default=https://events.regalvoice.com/events, Type=String}
      RegalApiKeySecretArn      {AllowedPattern=^$|^arn:aws:secretsmanager:us-east-[12]:\\d{12}:secret:.+-[A-Za-z0-9]{6}$, Default=, Type=String}
      IngestRateLimit           {Default=200, MinValue=1, Type=Number}
      IngestBurstLimit          {Default=400, MinValue=1, Type=Number}
      IngestReservedConcurrency {Default=-1, MinValue=-1, Type=Number}
      LocalEndpoint             {AllowedPattern=^$|^http://[a-z0-9.-]+:[0-9]+$, Default=, Type=String}
      """;

  private FormRules() {}

  static void parameters(Template template) {
    List<Object> grouped = new ArrayList<>();
    String groups = "Metadata/AWS::CloudFormation::Interface/ParameterGroups";
    for (int i = 0; i < template.list(groups).size(); i++) {
      assertThat(template.at(groups + "/" + i + "/Label/default").toString()).isNotBlank();
      grouped.addAll(template.list(groups + "/" + i + "/Parameters"));
    }

    assertThat(grouped).containsExactlyInAnyOrderElementsOf(template.map("Parameters").keySet());
    for (String parameter : template.map("Parameters").keySet()) {
      Map<String, Object> settings = template.map("Parameters/" + parameter);
      assertThat(settings).as(parameter).containsKeys("Type", "Default", "Description");
      assertThat(settings.keySet())
          .as(parameter)
          .containsAnyOf("AllowedPattern", "AllowedValues", "MinValue");
      assertThat(String.valueOf(settings.get("Description"))).as(parameter).endsWith(".");
    }
  }

  static void values(Template template) {
    List<String> rows = new ArrayList<>();
    for (String parameter : template.map("Parameters").keySet()) {
      Map<String, Object> settings = new TreeMap<>(template.map("Parameters/" + parameter));
      settings.remove("Description");
      rows.add("%-25s %s".formatted(parameter, settings));
    }

    assertThat(rows).containsExactlyInAnyOrderElementsOf(VALUES.lines().toList());
  }

  static void rules(Template template) {
    assertThat(template.at("Rules/UsEastOnly/Assertions/0/Assert"))
        .isEqualTo(
            Map.of(
                "Fn::Contains",
                List.of(List.of("us-east-1", "us-east-2"), Map.of("Ref", "AWS::Region"))));
    assertThat(template.at("Rules/NoLocalEndpoint/Assertions/0/Assert"))
        .isEqualTo(Map.of("Fn::Equals", List.of(Map.of("Ref", "LocalEndpoint"), "")));
  }

  static void outputs(Template template) {
    assertThat(template.map("Outputs")).containsOnlyKeys(OUTPUTS);
    for (String output : OUTPUTS) {
      assertThat(template.at("Outputs/" + output + "/Description").toString()).endsWith(".");
      assertThat(template.at("Outputs/" + output + "/Value").toString()).isNotBlank();
    }
    assertThat(template.at("Outputs/WebhookUrl/Value").toString())
        .isEqualTo(
            "{Fn::Sub=https://${WebhookApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/segment}");
    assertThat(template.at("Outputs/Version/Value")).isEqualTo(pomVersion());
  }

  private static String pomVersion() {
    try {
      Matcher version =
          Pattern.compile("<artifactId>segment-regal-bridge</artifactId>\\s*<version>([^<]+)<")
              .matcher(Files.readString(Path.of("pom.xml")));
      assertThat(version.find()).isTrue();
      return version.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void conditions(Template template) {
    List<String> rows = new ArrayList<>();
    template
        .map("Conditions")
        .forEach((name, value) -> rows.add("%-17s %s".formatted(name, value)));

    assertThat(rows).containsExactlyInAnyOrderElementsOf(CONDITIONS.lines().toList());
  }
}
