"""Creates the translated template as a stack in moto, once with its defaults and once with every parameter changed, and runs
each command that the stack prints as an output with the AWS CLI, as printed.
CloudFormation in moto lacks some types: their resources are created by the call of their own service, which knows most
properties by the same names; botocore checks each of them. A queue's name gets the ending .fifo here, moto does not add it.
usage: stack_check.py translated.json"""
import io
import json
import logging
import os
import re
import subprocess
import sys
import warnings
import zipfile

import boto3
import moto.cloudformation.parsing  # Knows moto's own types, before those below take their place.
from botocore.validate import validate_parameters
from moto.core.common_models import CloudFormationModel
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

REFUSED = "LocalEndpoint"  # The template's rules refuse it, see template_check.py.
CHANGED = {
    "AlarmEmail": "ops@example.com", "BulkRequestsPerSecond": "20", "DefaultPhoneCountry": "CA", "DispatchEnabled": "false",
    "DispatcherMaxConcurrency": "5", "ExpectedQuietHours": "4", "HonourRegalIntegration": "false",
    "IdentifyFromProperties": "true", "IdentityRetentionDays": "30", "IngestBurstLimit": "200", "IngestRateLimit": "100",
    "IngestReservedConcurrency": "5", "LogLevel": "WARN", "LogRetentionDays": "90", "OnUnknownOutcome": "dead-letter",
    "PageAndScreenEvents": "false", "PoisonEventAgeHours": "6", "ProfileFallbacks": "false",
    "RegalApiKeyKmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "RegalEndpoint": "https://events.regal.io/events", "RegalRequestsPerSecond": "100", "StateTableEnabled": "false",
    "StateTableName": "kept-table"}
client = boto3.client


def secret(name, properties):
    generate = properties.pop("GenerateSecretString", None)
    if generate:
        key, text = generate.pop("GenerateStringKey", None), generate.pop("SecretStringTemplate", "{}")
        random = client("secretsmanager").get_random_password(**generate)["RandomPassword"]
        properties["SecretString"] = json.dumps({**json.loads(text), key: random}) if key else random
    return client("secretsmanager").create_secret(Name=name, **properties)["ARN"]


def queue_policy(name, properties):
    for url in properties["Queues"]:
        client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(properties["PolicyDocument"])})
    return name


def subscription(_, properties):
    return client("sns").subscribe(ReturnSubscriptionArn=True, **properties)["SubscriptionArn"]


def alarm(name, properties):
    client("cloudwatch").put_metric_alarm(AlarmName=name, **properties)
    return name


def composite_alarm(name, properties):
    """moto has none: the call is checked and not made, and the alarms of its rule must be there."""
    cloudwatch = client("cloudwatch")
    shape = cloudwatch.meta.service_model.operation_model("PutCompositeAlarm").input_shape
    validate_parameters({"AlarmName": name, **properties}, shape)
    parts = re.findall(r'ALARM\("([^"]+)"\)', properties["AlarmRule"])
    found = cloudwatch.describe_alarms(AlarmNames=parts)["MetricAlarms"]
    assert parts and len(found) == len(parts), f"of the alarms {parts} {len(found)} are there"
    return name


def metric_filter(name, properties):
    """The API of CloudWatch Logs begins its names with a small letter, and has dimensions as a map."""
    transformations = [{key[0].lower() + key[1:]: value for key, value in each.items()} for each in properties["MetricTransformations"]]
    for each in transformations:
        each["dimensions"] = {dimension["Key"]: dimension["Value"] for dimension in each["dimensions"]}
    client("logs").put_metric_filter(filterName=name, logGroupName=properties["LogGroupName"],
                                     filterPattern=properties["FilterPattern"], metricTransformations=transformations)
    return name


def permission(name, properties):
    client("lambda").add_permission(StatementId=name, **properties)
    return name


def api(_, properties):
    gateway, body = client("apigatewayv2"), properties["Body"]
    created = gateway.create_api(Name=body["info"]["title"], ProtocolType="HTTP")["ApiId"]
    for path, methods in body["paths"].items():
        integration = methods["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
        target = gateway.create_integration(
            ApiId=created, IntegrationType=integration["type"].upper(), IntegrationUri=integration["uri"],
            IntegrationMethod=integration["httpMethod"], PayloadFormatVersion=integration["payloadFormatVersion"],
            TimeoutInMillis=integration["timeoutInMillis"])["IntegrationId"]
        gateway.create_route(ApiId=created, RouteKey=f"ANY {path}", Target=f"integrations/{target}")
    return created


TYPES = {
    "ApiGatewayV2::Api": api,
    "ApiGatewayV2::Stage": lambda _, properties: client("apigatewayv2").create_stage(**properties)["StageName"],
    "CloudWatch::Alarm": alarm,
    "CloudWatch::CompositeAlarm": composite_alarm,
    "Lambda::Alias": lambda _, properties: client("lambda").create_alias(**properties)["AliasArn"],
    "Lambda::Permission": permission,
    "Lambda::Version": lambda _, properties: client("lambda").publish_version(**properties)["FunctionArn"],
    "Logs::MetricFilter": metric_filter,
    "SecretsManager::Secret": secret,
    "SNS::Subscription": subscription,
    "SQS::QueuePolicy": queue_policy,
}
ATTRIBUTES = {"Arn": lambda name: f"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{name}", "Version": lambda arn: arn.rsplit(":", 1)[1]}


def resource_type(name, create):
    class Created(CloudFormationModel):
        __module__ = "moto.cloudformation.models"  # moto files each class under its service.

        def __init__(self, resource_name, properties):
            self.physical_resource_id = create(resource_name, properties)

        @staticmethod
        def cloudformation_name_type():
            return ""

        @staticmethod
        def cloudformation_type():
            return f"AWS::{name}"

        @classmethod
        def has_cfn_attr(cls, attribute):
            return attribute in ATTRIBUTES

        def get_cfn_attribute(self, attribute):
            return ATTRIBUTES[attribute](self.physical_resource_id)

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, *_, **__):
            return cls(resource_name, cloudformation_json["Properties"])

    return Created


def create(stack, template, parameters, absent):
    template = json.loads(json.dumps(template))
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::SQS::Queue":
            resource["Properties"]["QueueName"] = f"{stack}-{name}.fifo"
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=stack, TemplateBody=json.dumps(template, separators=(",", ":")), Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()])
    created, = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    assert created["StackStatus"] == "CREATE_COMPLETE", created["StackStatus"]
    resources = {each.get("LogicalResourceId") for each in cloudformation.describe_stack_resources(StackName=stack)["StackResources"]}
    assert set(template["Resources"]) - resources == absent, set(template["Resources"]) - resources
    return {each["OutputKey"]: each["OutputValue"] for each in created["Outputs"]}


def run(command):
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], input="typed\n", text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout.strip()


def check_commands(outputs, key_length):
    """Runs the commands and sees by other calls what each did."""
    def stored(name):
        return client("secretsmanager").get_secret_value(SecretId=outputs[name])["SecretString"]

    def states():
        mappings = client("lambda").list_event_source_mappings()["EventSourceMappings"]
        names = [outputs[queue].rsplit("/", 1)[1] for queue in ("EventsQueueUrl", "BulkQueueUrl")]
        return [each["State"] for name in names for each in mappings if each["EventSourceArn"].endswith(f":{name}")]

    for command, name in (("ReadSegmentSecret", "SegmentSecretName"), ("ReadSegmentToken", "SegmentTokenName")):
        assert len(stored(name)) >= 32 and run(outputs[command]) == stored(name), command
    assert run(outputs["CheckRegalKey"]) == key_length
    run(outputs["SetRegalKey"])
    assert stored("RegalSecretName") == "typed\n" and run(outputs["CheckRegalKey"]) == "5"
    for command, expected in (("Stop", "Disabled"), ("Resume", "Enabled"), ("Stop", "Disabled")):
        before = states()[1]
        run(outputs[f"{command}Delivery"])
        assert states() == [expected, before], states()
        run(outputs[f"{command}BulkDelivery"])
        assert states() == [expected] * 2, states()


def main(translated):
    with open(translated) as text:
        template = json.load(text)
    commands = {name for name, each in template["Outputs"].items() if each["Description"].startswith("Command ")}
    assert len(commands) == 8, f"the commands are {commands}"
    assert set(template["Parameters"]) == {*CHANGED, "RegalApiKeySecretArn", REFUSED}, "each parameter needs another value in CHANGED"
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as file:
        file.writestr("bridge", "")
    client("s3").create_bucket(Bucket="bucket")
    client("s3").put_object(Bucket="bucket", Key="key", Body=code.getvalue())
    own = client("secretsmanager").create_secret(Name="own-key", SecretString="k" * 20)["ARN"]
    check_commands(create("bridge", template, {}, {"AlarmMail", "SilenceAlarm"}), "10")
    changed = {**CHANGED, "RegalApiKeySecretArn": own}
    check_commands(create("bridge-changed", template, changed, {"RegalApiKeySecret", "StateTable"}), "20")
    print(f"two stacks created in moto, {len(commands)} commands of each one's outputs run")


warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
CREATED = [resource_type(name, each) for name, each in TYPES.items()]  # moto finds them as subclasses.
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
os.environ.update(
    AWS_ENDPOINT_URL="http://{}:{}".format(*server.get_host_and_port()), AWS_DEFAULT_REGION="us-east-1",
    AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    PATH=f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}")
main(sys.argv[1])
