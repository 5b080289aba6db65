"""Random JSON schemas of five drafts, and data that often fits them."""

import documents
import literals

TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
DRAFTS = (
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
    "http://json-schema.org/schema#",
    "http://json-schema.org/draft-07/schema",
)
PATTERNS = ("^a", "[0-9]+", "^[a-z]+$", "x|y", "", "^.{2,3}$", "\\d", "^$", "(", "\\p{L}")
FORMATS = (
    "date",
    "date-time",
    "email",
    "ipv4",
    "ipv6",
    "uri",
    "hostname",
    "uuid",
    "regex",
    "time",
    "duration",
    "json-pointer",
    "nope",
    "uri-reference",
)
KEYS = ("a", "b", "c", "x")


def schema(rng, depth, root=True):
    """A schema; now and then a boolean, or one with a wrong keyword."""
    if not root and rng.random() < 0.07:
        return rng.random() < 0.7
    result = {}
    if root:
        if rng.random() < 0.7:
            result["$schema"] = rng.choice(DRAFTS)
        result["type"] = "object"
        if rng.random() < 0.2:
            result[rng.choice(("definitions", "$defs"))] = {"d": schema(rng, 1, False), "e": {"$ref": "#/definitions/d"}}
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        result.update(keyword(rng, depth, root))
    if rng.random() < 0.03:
        result.update(
            rng.choice(
                (
                    {"type": "strin"},
                    {"minimum": "1"},
                    {"required": "a"},
                    {"properties": []},
                    {"enum": 1},
                    {"pattern": "("},
                    {"$ref": "#/nope"},
                    {"items": 3},
                    {"allOf": []},
                    {"minLength": -1},
                    {"multipleOf": 0},
                    {"$schema": "x"},
                    {"$id": "%%"},
                    {"additionalProperties": "x"},
                    {"uniqueItems": 1},
                )
            )
        )
    return result


def keyword(rng, depth, root):
    sub = lambda: schema(rng, depth - 1, False)
    choices = (
        [lambda: {"properties": {k: sub() for k in rng.sample(KEYS, rng.randrange(1, 4))}}] * (6 if root else 2)
        if depth > 0
        else []
    )
    choices += SIMPLE if not root else OBJECT
    if depth > 0:
        choices += [
            lambda: {"items": sub()},
            lambda: {"additionalProperties": sub()},
            lambda: {"patternProperties": {rng.choice(PATTERNS[:6]): sub()}},
            lambda: {rng.choice(("allOf", "anyOf", "oneOf")): [sub() for _ in range(rng.randrange(1, 4))]},
            lambda: {"not": sub()},
            lambda: {"if": sub(), "then": sub(), "else": sub()},
            lambda: {"propertyNames": sub()},
            lambda: {"contains": sub()},
            lambda: {"items": [sub(), sub()], "additionalItems": sub()},
            lambda: {"dependencies": {"a": rng.choice((["b"], sub()))}},
            lambda: {"prefixItems": [sub(), sub()]},
            lambda: {"dependentSchemas": {"a": sub()}},
            lambda: {"unevaluatedProperties": rng.choice((False, sub()))},
            lambda: {"unevaluatedItems": False},
            lambda: {"contains": sub(), "minContains": rng.randrange(3), "maxContains": 2},
        ]
    made = rng.choice(choices)
    try:
        return made()
    except TypeError:
        return made(rng)


OBJECT = [
    lambda rng: {"required": rng.sample(KEYS, rng.randrange(3))},
    lambda rng: {"additionalProperties": False},
    lambda rng: {"minProperties": rng.randrange(3)},
    lambda rng: {"maxProperties": rng.randrange(3)},
    lambda rng: {"dependentRequired": {"a": ["b", "c"]}},
]
SIMPLE = OBJECT + [
    lambda rng: {"type": rng.choice(TYPES)},
    lambda rng: {"type": rng.choice(TYPES)},
    lambda rng: {"type": rng.sample(TYPES, 2)},
    lambda rng: {"enum": [documents.value(rng, 1) for _ in range(rng.randrange(1, 4))]},
    lambda rng: {"const": documents.value(rng, 1)},
    lambda rng: {"minimum": rng.choice((0, 1, 2.5, -1))},
    lambda rng: {"maximum": rng.choice((0, 10, 2.5))},
    lambda rng: {"exclusiveMinimum": rng.choice((0, 1, True))},
    lambda rng: {"exclusiveMaximum": rng.choice((5, 10.5, False))},
    lambda rng: {"multipleOf": rng.choice((2, 0.1, 0.01, 3))},
    lambda rng: {"minLength": rng.randrange(4)},
    lambda rng: {"maxLength": rng.randrange(4)},
    lambda rng: {"pattern": rng.choice(PATTERNS)},
    lambda rng: {"format": rng.choice(FORMATS)},
    lambda rng: {"minItems": rng.randrange(3)},
    lambda rng: {"maxItems": rng.randrange(3)},
    lambda rng: {"uniqueItems": True},
    lambda rng: {"$ref": rng.choice(("#/definitions/d", "#/$defs/d", "#", "#/properties/a", "#/none"))},
    lambda rng: {"title": "t", "description": "d", "default": 1},
    lambda rng: {"nullable": True},
]


def instance(rng, of, depth):
    """Data that tends to fit the schema `of`."""
    if not isinstance(of, dict) or depth < 0 or rng.random() < 0.25:
        return documents.value(rng, max(depth, 0))
    if "enum" in of and isinstance(of["enum"], list) and of["enum"] and rng.random() < 0.6:
        return rng.choice(of["enum"])
    if "const" in of and rng.random() < 0.6:
        return of["const"]
    for key in ("allOf", "anyOf", "oneOf"):
        if isinstance(of.get(key), list) and of[key] and "properties" not in of:
            return instance(rng, rng.choice(of[key]), depth - 1)
    kind = of.get("type")
    kind = rng.choice(kind) if isinstance(kind, list) else kind
    if kind == "object" or "properties" in of or "required" in of:
        table = {k: documents.value(rng, 1) for k in KEYS if rng.random() < 0.25}
        for key, inner in (of.get("properties") or {}).items() if isinstance(of.get("properties"), dict) else ():
            if rng.random() < 0.8:
                table[key] = instance(rng, inner, depth - 1)
        return table
    if kind == "array" or "items" in of:
        return [instance(rng, of.get("items"), depth - 1) for _ in range(rng.randrange(4))]
    return {
        "string": lambda: literals.text(rng),
        "integer": lambda: rng.randrange(-2, 12),
        "number": lambda: rng.choice((0, 1, 2.5, 10, 0.3)),
        "boolean": lambda: rng.random() < 0.5,
        "null": lambda: None,
    }.get(kind, lambda: documents.value(rng, 1))()


def keywords(of):
    """Every keyword in a schema."""
    found = set()
    if isinstance(of, dict):
        for key, inner in of.items():
            if key not in KEYS and key not in PATTERNS:
                found.add(key)
            if key not in ("enum", "const", "default"):
                found |= keywords(inner)
    elif isinstance(of, list):
        for inner in of:
            found |= keywords(inner)
    return found
