"""Translates template.yaml as SAM does and writes the translation to the given path. Fails if SAM changes a resource
that is CloudFormation's own, or adds anything but the webhook's stage, permission, alias and version and the two event
source mappings and the rule and permission of the daily listing: no role, no policy. Fails as well if the translation is over 48 KB,
or if a parameter changes what ingest runs without a new version of it, which the alias would not follow. The tests of
bridge.template check the template itself."""
import collections
import copy
import json
import logging
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

ADDED = {
    "AWS::ApiGatewayV2::Stage": 1, "AWS::Lambda::Alias": 1, "AWS::Lambda::EventSourceMapping": 2,
    "AWS::Lambda::Permission": 2, "AWS::Events::Rule": 1, "AWS::Lambda::Version": 1}


MAX_LINES = 900
MAX_BYTES = 48 * 1024
# What ingest's configuration may depend on without a version: reserved concurrency belongs to the function and takes effect at
# once; the template's rules refuse a deployment with LocalEndpoint.
UNVERSIONED = "ReservedConcurrentExecutions"
REFUSED = "LocalEndpoint"


class Region:
    region_name = "us-east-1"

    def get_partition_for_region(self, _):
        return "aws"


def translate(source, values):
    # No managed policy is known: a function without a role of its own is an error here.
    return Translator({}, Parser(), boto_session=Region()).translate(copy.deepcopy(source), values)


def resolve(value, template, values):
    """A part of a template with parameters and conditions resolved; references to resources stay."""
    if isinstance(value, list):
        return [resolve(each, template, values) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (name, argument), = value.items()
        if name == "Ref" and argument in values:
            return values[argument]
        if name == "Fn::If":
            holds = resolve(template["Conditions"][argument[0]], template, values)
            return resolve(argument[1 if holds else 2], template, values)
        if name == "Fn::Equals":
            return str(resolve(argument[0], template, values)) == str(resolve(argument[1], template, values))
        if name == "Fn::Not":
            return not resolve(argument[0], template, values)
    return {key: resolve(each, template, values) for key, each in value.items()}


def ingest(source, values):
    """The id of ingest's version, and the function's properties as deployed with these parameters."""
    translated = translate(source, values)
    version, = [name for name, each in translated["Resources"].items() if each["Type"] == "AWS::Lambda::Version"]
    function = dict(translated["Resources"]["IngestFunction"]["Properties"])
    function.pop(UNVERSIONED, None)
    return version, resolve(function, translated, values)


def other(parameter):
    """A value that the parameter does not have by default."""
    allowed = [value for value in parameter.get("AllowedValues", []) if value != parameter["Default"]]
    return allowed[0] if allowed else parameter["Default"] + 1 if parameter["Type"] == "Number" else "other"


def check_parameters(source):
    defaults = {name: each["Default"] for name, each in source["Parameters"].items()}
    version, function = ingest(source, defaults)
    for name, parameter in source["Parameters"].items():
        changed = ingest(source, {**defaults, name: other(parameter)})
        reaches = changed[1] != function
        assert name == REFUSED or changed[0] != version or not reaches, f"{name} reaches ingest without a new version"
    assert source["Rules"]["NoLocalEndpoint"]["Assertions"][0]["Assert"] == {"Fn::Equals": [{"Ref": REFUSED}, ""]}


def main(template, target):
    with open(template) as file:
        text = file.read()
    lines = text.count("\n")
    assert lines <= MAX_LINES, f"the template has {lines} lines, over {MAX_LINES}"
    source = yaml_parse(text)
    source["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # as `sam package` leaves it
    translated = translate(source, {})
    size = len(json.dumps(translated, separators=(",", ":")))
    assert size <= MAX_BYTES, f"the translation has {size} bytes, over {MAX_BYTES}"
    check_parameters(source)
    with open(target, "w") as out:
        json.dump(translated, out, indent=1)

    for name, resource in source["Resources"].items():
        if not resource["Type"].startswith("AWS::Serverless::"):
            assert translated["Resources"].get(name) == resource, f"SAM changes {name}"
    added = collections.Counter(r["Type"] for n, r in translated["Resources"].items() if n not in source["Resources"])
    assert added == ADDED, f"SAM adds {dict(added)}"
    webhook = json.dumps(translated["Resources"]["WebhookApi"])
    assert "${IngestFunctionAliaslive}" in webhook, "the webhook does not call the alias"


logging.disable()  # SAM logs metrics of its own
main(*sys.argv[1:])
