"""Runs each command that the stack prints as an output, as printed and with names in the place of resources, against an
`aws` of its own. That one knows the APIs as botocore describes them: service, operation and options must exist, and no
option that the operation requires may be missing.
usage: outputs_check.py translated.json"""
import json
import os
import re
import subprocess
import sys
import tempfile

import botocore.session
from botocore import xform_name

GLOBAL = {"region", "query", "output"}
PRINTED = {"CheckRegalKey": "10", "ReadSegmentSecret": "REPLACE_ME", "ReadSegmentToken": "REPLACE_ME"}


def aws(service, operation, *options):
    model = botocore.session.get_session().get_service_model(service)
    name, = [each for each in model.operation_names if xform_name(each, "-") == operation]
    shape = model.operation_model(name).input_shape
    members = {xform_name(each, "-"): each for each in shape.members}
    given, left = set(), list(options)
    while left:
        option = re.fullmatch("--(.+)", left.pop(0))[1]
        member = members.get(option.removeprefix("no-"))
        assert member or option in GLOBAL, f"{operation} has no option --{option}"
        given.add(member)
        if not member or shape.members[member].type_name != "boolean":
            value = left.pop(0)
            assert not value.startswith("-"), f"--{option} has no value"
            assert value != "file:///dev/stdin" or sys.stdin.read() == "typed\n", "standard input is not read"
    missing = set(shape.required_members) - given
    assert not missing, f"{operation} needs {missing}"
    if operation == "get-secret-value":
        print("REPLACE_ME")


def command(value, resources):
    text, names = (value, {}) if isinstance(value, str) else value

    def named(found):
        name = found[1]
        assert name in names or name in resources or name == "AWS::Region", f"{name} is not in the stack"
        return "us-east-1" if name == "AWS::Region" else f"name-of-{name}"

    return re.sub(r"\$\{([^}]+)}", named, text)


def main(translated):
    with open(translated) as text:
        template = json.load(text)
    commands = {name: each for name, each in template["Outputs"].items() if each["Description"].startswith("Command ")}
    assert len(commands) >= 8, "the outputs' descriptions changed"
    with tempfile.TemporaryDirectory() as path:
        with open(path + "/aws", "w") as fake:
            fake.write(f'#!/bin/sh\nexec "{sys.executable}" "{os.path.abspath(__file__)}" "$@"\n')
        os.chmod(path + "/aws", 0o755)
        for name, output in commands.items():
            line = command(output["Value"]["Fn::Sub"], template["Resources"])
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", line], input="typed\n", text=True, capture_output=True,
                                 env={"PATH": f"{path}:{os.environ['PATH']}"}, check=False)
            assert run.returncode == 0, f"{name}: {line}\n{run.stderr}"
            assert run.stdout.strip() == PRINTED.get(name, ""), f"{name} prints {run.stdout}"
    print(f"{len(commands)} commands of the outputs run")


if len(sys.argv) == 2:
    main(sys.argv[1])
else:
    aws(*sys.argv[1:])
