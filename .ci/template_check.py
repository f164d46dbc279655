"""Translates template.yaml as SAM does and writes the translation to the given path. Fails if SAM changes a resource
that is CloudFormation's own, or adds anything but the webhook's stage, permission, alias and version and the two event
source mappings: no role, no policy. The tests of bridge.template check the template itself."""
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
    "AWS::Lambda::Permission": 1, "AWS::Lambda::Version": 1}


class Region:
    region_name = "us-east-1"

    def get_partition_for_region(self, _):
        return "aws"


def main(template, target):
    with open(template) as text:
        source = yaml_parse(text.read())
    source["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"  # as `sam package` leaves it
    # No managed policy is known: a function without a role of its own is an error here.
    translated = Translator({}, Parser(), boto_session=Region()).translate(copy.deepcopy(source), {})
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
