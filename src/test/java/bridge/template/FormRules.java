package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
          "EventsQueueUrl",
          "RejectedQueueUrl",
          "ReplayFunctionName",
          "DashboardUrl");

  private static final String CONDITIONS =
      """
      HasAlarmEmail     {Fn::Not=[{Fn::Equals=[{Ref=AlarmEmail}, ]}]}
      CreateRegalSecret {Fn::Equals=[{Ref=RegalApiKeySecretArn}, ]}
      ReserveIngest     {Fn::Not=[{Fn::Equals=[{Ref=IngestReservedConcurrency}, -1]}]}
      IsDispatchEnabled {Fn::Equals=[{Ref=DispatchEnabled}, true]}
      HasLocalEndpoint  {Fn::Not=[{Fn::Equals=[{Ref=LocalEndpoint}, ]}]}
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
    assertThat(template.at("Parameters/DispatcherMaxConcurrency/MinValue")).isEqualTo(2);
    assertThat(template.at("Parameters/RegalEndpoint/AllowedPattern").toString())
        .startsWith("^https://")
        .contains("(regalvoice\\.com|regal\\.io|regal\\.ai)(/");
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
  }

  static void conditions(Template template) {
    List<String> rows = new ArrayList<>();
    template
        .map("Conditions")
        .forEach((name, value) -> rows.add("%-17s %s".formatted(name, value)));

    assertThat(rows).containsExactlyInAnyOrderElementsOf(CONDITIONS.lines().toList());
  }
}
