"""Validates each item of a JSON array against a JSON Schema: validate_json.py SCHEMA DATA."""

import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = False
for number, item in enumerate(json.load(open(sys.argv[2], encoding="utf-8"))):
    for error in validator.iter_errors(item):
        failed = True
        print(f"item {number}: /{'/'.join(map(str, error.absolute_path))}: {error.message}")
sys.exit(failed)
