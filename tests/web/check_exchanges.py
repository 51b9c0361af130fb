"""Holds what was asked of the HTTP interface, and what it replied, against its description:
check_exchanges.py OPENAPI EXCHANGES. Each exchange has method, path (its shape), status, type, and request and
reply as JSON, or null."""

import json
import sys

import jsonschema

description = json.load(open(sys.argv[1], encoding="utf-8"))
exchanges = json.load(open(sys.argv[2], encoding="utf-8"))
failed = False


def fail(text):
    global failed
    failed = True
    print(text)


def resolved(item):
    while "$ref" in item:
        found = description
        for step in item["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        item = found
    return item


validators = {}


def problems(schema, value):
    key = json.dumps(schema)
    if key not in validators:
        whole = {**schema, "components": description["components"]}
        jsonschema.Draft202012Validator.check_schema(whole)
        validators[key] = jsonschema.Draft202012Validator(whole)
    for error in validators[key].iter_errors(value):
        yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def check(exchange):
    name = f"{exchange['method']} {exchange['path']} {exchange['status']}"
    operation = description["paths"].get(exchange["path"], {}).get(exchange["method"].lower())
    if operation is None:
        return fail(f"{name}: not described")
    reply = operation["responses"].get(str(exchange["status"]))
    if reply is None:
        return fail(f"{name}: no such status is described")
    content = resolved(reply).get("content", {})
    if exchange["type"].split(";")[0] not in (content or {"": None}):
        return fail(f"{name}: type {exchange['type']} is not described")
    if exchange["reply"] is not None:
        for problem in problems(content[exchange["type"].split(";")[0]]["schema"], exchange["reply"]):
            fail(f"{name}: reply {problem}")
    if exchange["status"] == 200 and exchange["request"] is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        for problem in problems(schema, exchange["request"]):
            fail(f"{name}: request {problem}")


def check_closed(schema, place):
    """No object may have members that are not described."""
    if isinstance(schema, list):
        for number, item in enumerate(schema):
            check_closed(item, f"{place}/{number}")
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and "additionalProperties" not in schema:
            fail(f"{place}: takes members that are not described")
        for key, value in schema.items():
            if key not in ("examples", "const", "enum"):
                check_closed(value, f"{place}/{key}")


def references(item):
    if isinstance(item, list):
        for one in item:
            yield from references(one)
    elif isinstance(item, dict):
        for key, value in item.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)


for exchange in exchanges:
    check(exchange)
check_closed(description["components"]["schemas"], "schemas")
used = set(references(description))
for sort, items in description["components"].items():
    for name in items:
        # The engine's own contracts come whole.
        if f"#/components/{sort}/{name}" not in used and not name.startswith(("Outcome", "Answer", "Card")):
            fail(f"{sort}/{name} is used nowhere")
seen = {(exchange["method"].lower(), exchange["path"]) for exchange in exchanges}
for path, operations in description["paths"].items():
    for method in operations:
        if (method, path) not in seen:
            fail(f"{method} {path} was not tried")
sys.exit(failed)
