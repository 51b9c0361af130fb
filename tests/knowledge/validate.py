"""Validates JSON documents, one a line, against a JSON Schema; prints "valid" or the first error of each."""

import json
import sys

from jsonschema import Draft202012Validator


def first_error(validator, document):
    for error in validator.iter_errors(document):
        path = "/" + "/".join(str(part) for part in error.absolute_path)
        return f"{path}: {error.message}".replace("\n", " ")
    return "valid"


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for line in sys.stdin:
    print(first_error(validator, json.loads(line)))
