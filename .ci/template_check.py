"""Translates template.yaml as SAM does, writes the translation to the given path, and fails where the translation
adds or loses something. TemplateTest checks the template itself; the rules here are those a translation could break."""
import copy
import json
import logging
import re
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator


class Region:
    region_name = "us-east-1"

    def get_partition_for_region(self, _):
        return "aws"


def translate(source):
    source = copy.deepcopy(source)
    source["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # as `sam package` leaves it
    # SAM looks up broad managed policies by name. With this map a lookup shows in the translation and is no error.
    known = {name: "arn:aws:iam::aws:policy/" + name for name in (
        "AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSXRayDaemonWriteAccess",
        "service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaSQSQueueExecutionRole",
        "AWSLambdaSQSQueueExecutionRole")}
    return Translator(known, Parser(), boto_session=Region()).translate(source, {})


def of_type(template, kind):
    return {n: r for n, r in template["Resources"].items() if r["Type"] == kind}


def as_list(value):
    return value if isinstance(value, list) else [value]


def no_managed_policy(source, translated):
    assert "ManagedPolicyArns" not in json.dumps(translated), "a managed policy"


def no_new_role(source, translated):
    """With this rule the roles that TemplateTest checks are those of the deployed stack."""
    kind = "AWS::IAM::Role"
    assert of_type(translated, kind) == of_type(source, kind), "roles differ from the source"


def statements(policy):
    """Conditional statements count as if their condition is true."""
    return [s["Fn::If"][1] if "Fn::If" in s else s for s in policy["PolicyDocument"]["Statement"]]


def no_star_in_an_allow_action(source, translated):
    for name, role in of_type(translated, "AWS::IAM::Role").items():
        for policy in role["Properties"]["Policies"]:
            for statement in statements(policy):
                if statement["Effect"] == "Allow":
                    assert "*" not in "".join(as_list(statement["Action"])), name


def only_tracing_names_no_resource(source, translated):
    for name, role in of_type(translated, "AWS::IAM::Role").items():
        for policy in role["Properties"]["Policies"]:
            for statement in statements(policy):
                if "*" in as_list(statement["Resource"]):
                    assert all(a.startswith("xray:Put") for a in as_list(statement["Action"])), name


def names_in(value):
    """Yields the logical ids that a part of a template refers to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "Ref" or key == "DependsOn":
                yield from as_list(inner)
            elif key == "Fn::GetAtt":
                yield inner.split(".")[0] if isinstance(inner, str) else inner[0]
            elif key == "Fn::Sub":
                text = inner if isinstance(inner, str) else inner[0]
                yield from (n.split(".")[0] for n in re.findall(r"\$\{([A-Za-z][\w.]*)}", text))
                if not isinstance(inner, str):
                    yield from names_in(inner[1])
            else:
                yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


def no_dependency_is_circular(source, translated):
    """Removes resources that depend on no remaining one, until none is left."""
    left = {n: set(names_in(r)) for n, r in translated["Resources"].items()}
    while left:
        ready = [n for n, needs in left.items() if not (needs - {n}) & set(left)]
        assert ready, "a cycle among " + ", ".join(sorted(left))
        for name in ready:
            del left[name]


def other_resources_stay_unchanged(source, translated):
    for name, resource in source["Resources"].items():
        if not resource["Type"].startswith("AWS::Serverless::"):
            assert translated["Resources"].get(name) == resource, name
    for section in ("Parameters", "Rules", "Conditions", "Outputs", "Metadata"):
        assert translated.get(section) == source[section], section


def functions_keep_their_properties(source, translated):
    for name, function in of_type(source, "AWS::Serverless::Function").items():
        made = translated["Resources"][name]["Properties"]
        for key in ("Handler", "Role", "Timeout", "LoggingConfig", "SnapStart", "ReservedConcurrentExecutions"):
            assert made.get(key) == function["Properties"].get(key), (name, key)
        assert made["Runtime"] == "java25" and made["Architectures"] == ["x86_64"], name
        assert made["TracingConfig"] == {"Mode": "Active"}, name
        shared = source["Globals"]["Function"]["Environment"]["Variables"]
        own = function["Properties"]["Environment"]["Variables"]
        assert made["Environment"]["Variables"] == {**shared, **own}, name


def batch_responses_are_partial(source, translated):
    mappings = of_type(translated, "AWS::Lambda::EventSourceMapping")
    assert len(mappings) == 2, "one mapping for each queue"
    for function, queue_name in (("DispatchFunction", "EventsQueue"), ("BulkDispatchFunction", "BulkQueue")):
        wanted = source["Resources"][function]["Properties"]["Events"]["Queue"]["Properties"]
        made = mappings[function + "Queue"]["Properties"]
        assert made["FunctionResponseTypes"] == ["ReportBatchItemFailures"], "partial batch responses"
        assert made["ScalingConfig"] == wanted["ScalingConfig"], "maximum concurrency"
        assert made["BatchSize"] == 10 and made["Enabled"] == wanted["Enabled"], "batch, kill switch"
        assert made["EventSourceArn"] == {"Fn::GetAtt": [queue_name, "Arn"]}, "queue"
        assert made["FunctionName"] == {"Ref": function}, "dispatch runs on $LATEST"
        queue = source["Resources"][queue_name]["Properties"]
        timeout = source["Resources"][function]["Properties"]["Timeout"]
        assert queue["VisibilityTimeout"] >= 6 * timeout, "visibility"
        dead = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert source["Resources"][dead]["Properties"]["FifoQueue"] is True, "FIFO dead letters"


def the_webhook_calls_the_alias(source, translated):
    (alias,) = of_type(translated, "AWS::Lambda::Alias").values()
    assert alias["Properties"]["Name"] == "live", "alias"
    (api,) = of_type(translated, "AWS::ApiGatewayV2::Api").values()
    paths = api["Properties"]["Body"]["paths"]
    assert list(paths) == ["/segment"] and list(paths["/segment"]) == ["x-amazon-apigateway-any-method"], paths
    (method,) = paths["/segment"].values()
    integration = method["x-amazon-apigateway-integration"]
    assert integration["payloadFormatVersion"] == "2.0", "payload"
    assert "${IngestFunctionAliaslive}" in json.dumps(integration["uri"]), integration["uri"]
    (stage,) = of_type(translated, "AWS::ApiGatewayV2::Stage").values()
    wanted = source["Resources"]["WebhookApi"]["Properties"]
    for key in ("DefaultRouteSettings", "AccessLogSettings"):
        assert stage["Properties"][key] == wanted[key], key


def nothing_else_is_created(source, translated):
    kinds = sorted({r["Type"] for n, r in translated["Resources"].items() if n not in source["Resources"]})
    assert kinds == [
        "AWS::ApiGatewayV2::Stage", "AWS::Lambda::Alias", "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Permission", "AWS::Lambda::Version"], kinds


RULES = [no_managed_policy, no_new_role, no_star_in_an_allow_action, only_tracing_names_no_resource,
         no_dependency_is_circular, other_resources_stay_unchanged,
         functions_keep_their_properties, batch_responses_are_partial, the_webhook_calls_the_alias, nothing_else_is_created]

# What is removed or changed, and the rule that must detect it.
CHANGES = [
    ("Resources/DispatchFunction/Properties/Role", None, no_managed_policy),
    ("Resources/IngestFunction/Properties/Role", None, no_new_role),
    ("Resources/RedriveRole/Properties/Policies/0/PolicyDocument/Statement/0/Action", "sqs:*", no_star_in_an_allow_action),
    ("Resources/RedriveRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource", "*", only_tracing_names_no_resource),
    ("Resources/IngestFunction/Properties/DeploymentPreference", {"Type": "AllAtOnce", "Alarms": [{"Ref": "WebhookLatencyAlarm"}]}, no_dependency_is_circular),
    ("Resources/DispatchFunction/Properties/Events/Queue/Properties/FunctionResponseTypes", None, batch_responses_are_partial),
    ("Resources/DispatchFunction/Properties/Events/Queue/Properties/ScalingConfig", None, batch_responses_are_partial),
    ("Resources/EventsQueue/Properties/RedrivePolicy", None, batch_responses_are_partial),
    ("Resources/DeadLetterQueue/Properties/FifoQueue", None, batch_responses_are_partial),
    ("Resources/EventsQueue/Properties/VisibilityTimeout", 30, batch_responses_are_partial),
    ("Resources/IngestFunction/Properties/AutoPublishAlias", None, the_webhook_calls_the_alias),
    ("Resources/IngestFunction/Properties/Events/Webhook/Properties/Path", "/other", the_webhook_calls_the_alias),
    ("Resources/DispatchFunction/Properties/AutoPublishAlias", "live", batch_responses_are_partial),
    ("Resources/IngestFunction/Properties/DeploymentPreference", {"Type": "AllAtOnce"}, nothing_else_is_created),
]


def changed(source, path, value):
    source = copy.deepcopy(source)
    at = source
    *way, last = path.split("/")
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return source


def broken(rule, source):
    try:
        rule(source, translate(source))
        return False
    except (AssertionError, LookupError, ValueError):
        return True


def main(template, target):
    with open(template) as text:
        source = yaml_parse(text.read())
    translated = translate(source)
    for rule in RULES:
        rule(source, translated)
        print("holds:", rule.__name__.replace("_", " "))
    for path, value, rule in CHANGES:
        assert broken(rule, changed(source, path, value)), f"not detected: {path} = {value}"
        print("detected:", path, "removed" if value is None else f"= {value}", "by", rule.__name__)
    with open(target, "w") as out:
        json.dump(translated, out, indent=1)


logging.disable()  # SAM logs metrics of its own
main(*sys.argv[1:])
