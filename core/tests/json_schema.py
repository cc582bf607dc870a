"""Which instances does a JSON Schema take? Reads {"schema": …, "instances": […]}, writes a list of true and false."""

import json
import sys

from jsonschema import Draft202012Validator

task = json.load(sys.stdin)
Draft202012Validator.check_schema(task["schema"])
validator = Draft202012Validator(task["schema"], format_checker=Draft202012Validator.FORMAT_CHECKER)
json.dump([validator.is_valid(instance) for instance in task["instances"]], sys.stdout)
