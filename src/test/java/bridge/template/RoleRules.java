package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who may do what. The translated template may hold no other role (.ci/template_check.py).
final class RoleRules {
  private static final String TABLE =
      """
      IngestRole   sqs:SendMessage               {Fn::GetAtt=EventsQueue.Arn}
      IngestRole   sqs:SendMessage               {Fn::GetAtt=BulkQueue.Arn}
      IngestRole   sqs:SendMessage               {Fn::GetAtt=DeadLetterQueue.Arn}
      IngestRole   secretsmanager:GetSecretValue {Ref=SegmentSharedSecret}
      IngestRole   secretsmanager:GetSecretValue {Ref=SegmentTokenSecret}
      IngestRole   logs:CreateLogStream          {Fn::Sub=${IngestLogs.Arn}:*}
      IngestRole   logs:PutLogEvents             {Fn::Sub=${IngestLogs.Arn}:*}
      IngestRole   xray:PutTraceSegments         *
      IngestRole   xray:PutTelemetryRecords      *
      DispatchRole sqs:ReceiveMessage            {Fn::GetAtt=EventsQueue.Arn}
      DispatchRole sqs:DeleteMessage             {Fn::GetAtt=EventsQueue.Arn}
      DispatchRole sqs:ChangeMessageVisibility   {Fn::GetAtt=EventsQueue.Arn}
      DispatchRole sqs:GetQueueAttributes        {Fn::GetAtt=EventsQueue.Arn}
      DispatchRole sqs:SendMessage               {Fn::GetAtt=DeadLetterQueue.Arn}
      DispatchRole secretsmanager:GetSecretValue {Fn::If=[CreateRegalSecret, {Ref=RegalApiKeySecret}, {Ref=RegalApiKeySecretArn}]}
      DispatchRole logs:CreateLogStream          {Fn::Sub=${DispatchLogs.Arn}:*}
      DispatchRole logs:PutLogEvents             {Fn::Sub=${DispatchLogs.Arn}:*}
      DispatchRole xray:PutTraceSegments         *
      DispatchRole xray:PutTelemetryRecords      *
      DispatchRole dynamodb:GetItem              {Fn::GetAtt=StateTable.Arn}
      DispatchRole dynamodb:BatchGetItem         {Fn::GetAtt=StateTable.Arn}
      DispatchRole dynamodb:Query                {Fn::GetAtt=StateTable.Arn}
      DispatchRole dynamodb:PutItem              {Fn::GetAtt=StateTable.Arn}
      DispatchRole dynamodb:BatchWriteItem       {Fn::GetAtt=StateTable.Arn}
      BulkDispatchRole sqs:ReceiveMessage            {Fn::GetAtt=BulkQueue.Arn}
      BulkDispatchRole sqs:DeleteMessage             {Fn::GetAtt=BulkQueue.Arn}
      BulkDispatchRole sqs:ChangeMessageVisibility   {Fn::GetAtt=BulkQueue.Arn}
      BulkDispatchRole sqs:GetQueueAttributes        {Fn::GetAtt=BulkQueue.Arn}
      BulkDispatchRole sqs:SendMessage               {Fn::GetAtt=DeadLetterQueue.Arn}
      BulkDispatchRole secretsmanager:GetSecretValue {Fn::If=[CreateRegalSecret, {Ref=RegalApiKeySecret}, {Ref=RegalApiKeySecretArn}]}
      BulkDispatchRole logs:CreateLogStream          {Fn::Sub=${BulkDispatchLogs.Arn}:*}
      BulkDispatchRole logs:PutLogEvents             {Fn::Sub=${BulkDispatchLogs.Arn}:*}
      BulkDispatchRole xray:PutTraceSegments         *
      BulkDispatchRole xray:PutTelemetryRecords      *
      BulkDispatchRole dynamodb:GetItem              {Fn::GetAtt=StateTable.Arn}
      BulkDispatchRole dynamodb:BatchGetItem         {Fn::GetAtt=StateTable.Arn}
      BulkDispatchRole dynamodb:Query                {Fn::GetAtt=StateTable.Arn}
      BulkDispatchRole dynamodb:PutItem              {Fn::GetAtt=StateTable.Arn}
      BulkDispatchRole dynamodb:BatchWriteItem       {Fn::GetAtt=StateTable.Arn}
      RedriveRole  sqs:ReceiveMessage            {Fn::GetAtt=DeadLetterQueue.Arn}
      RedriveRole  sqs:DeleteMessage             {Fn::GetAtt=DeadLetterQueue.Arn}
      RedriveRole  sqs:ChangeMessageVisibility   {Fn::GetAtt=DeadLetterQueue.Arn}
      RedriveRole  sqs:GetQueueAttributes        {Fn::GetAtt=DeadLetterQueue.Arn}
      RedriveRole  sqs:SendMessage               {Fn::GetAtt=BulkQueue.Arn}
      RedriveRole  sqs:GetQueueAttributes        {Fn::GetAtt=BulkQueue.Arn}
      RedriveRole  logs:CreateLogStream          {Fn::Sub=${RedriveLogs.Arn}:*}
      RedriveRole  logs:PutLogEvents             {Fn::Sub=${RedriveLogs.Arn}:*}
      RedriveRole  xray:PutTraceSegments         *
      RedriveRole  xray:PutTelemetryRecords      *
      """;

  private RoleRules() {}

  static void roles(Template template) {
    List<String> allowed = new ArrayList<>();
    for (String role : template.resourcesOf("AWS::IAM::Role")) {
      Map<String, Object> properties = template.map("Resources/" + role + "/Properties");
      assertThat(properties).containsOnlyKeys("AssumeRolePolicyDocument", "Policies");
      assertThat(template.list("Resources/" + role + "/Properties/Policies")).hasSize(1);
      String policy = "Resources/" + role + "/Properties/Policies/0";
      assertThat(template.at(policy + "/PolicyName").toString()).isNotBlank();
      assertThat(template.at(policy + "/PolicyDocument/Version")).isEqualTo("2012-10-17");
      int statements = template.list(policy + "/PolicyDocument/Statement").size();
      for (int i = 0; i < statements; i++) {
        String statement = policy + "/PolicyDocument/Statement/" + i;
        if (template.find(statement + "/Fn::If") != null) {
          assertThat(template.at(statement + "/Fn::If/0")).isEqualTo("HasStateTable");
          assertThat(template.at(statement + "/Fn::If/2")).isEqualTo(Map.of("Ref", "AWS::NoValue"));
          statement += "/Fn::If/1";
        }
        allowed.addAll(rows(role, template.map(statement)));
      }
    }

    assertThat(allowed).containsExactlyInAnyOrderElementsOf(TABLE.lines().toList());
  }

  static void trust(Template template) {
    for (String role : template.resourcesOf("AWS::IAM::Role")) {
      assertThat(template.at("Resources/" + role + "/Properties/AssumeRolePolicyDocument"))
          .isEqualTo(
              Map.of(
                  "Version",
                  "2012-10-17",
                  "Statement",
                  List.of(
                      Map.of(
                          "Effect", "Allow",
                          "Principal", Map.of("Service", "lambda.amazonaws.com"),
                          "Action", "sts:AssumeRole"))));
    }
  }

  private static List<String> rows(String role, Map<String, Object> statement) {
    assertThat(statement).containsOnlyKeys("Sid", "Effect", "Action", "Resource");
    assertThat(statement.get("Effect")).isEqualTo("Allow");
    List<?> actions =
        statement.get("Action") instanceof List<?> list
            ? list
            : List.of(String.valueOf(statement.get("Action")));
    return actions.stream()
        .map(action -> "%-12s %-29s %s".formatted(role, action, statement.get("Resource")))
        .toList();
  }
}
