"""Mutations of the conformance vectors: tokens dropped, doubled, swapped, replaced, spliced from another vector."""

import copy
import json
import re

import documents
import literals
import processes
import signatures
from model import Case

TOKEN = re.compile(r'\{\{-?|-?\}\}|"(?:\\.|[^"\\])*"|`[^`]*`|[$.]?[\w]+|\s+|.', re.S)
SPICE = (
    "nil",
    "true",
    ".",
    "$",
    "(",
    ")",
    "|",
    ",",
    '""',
    "0",
    "-1",
    "1.5",
    "$x",
    ".Values",
    ".Values.x",
    "{{",
    "}}",
    "{{-",
    "-}}",
    "end",
    "else",
    "if",
    "range",
    "with",
    "define",
    "block",
    "template",
    "break",
    "continue",
    ":=",
    "=",
    '"a"',
    "list",
    "dict",
    "quote",
    "toJson",
    "include",
    "tpl",
    'fail "x"',
    "\n",
    " ",
    "'a'",
    "`",
    '"',
    "/*",
    "*/",
    "len",
    "index",
    "printf",
    "not",
)
TOO_SLOW = re.compile(
    "|".join(sorted(signatures.SLOW))
    + r"|\buntil|\bseq\b|repeat|indent|\d{6,}|1e\d|%\d*\d{5}|getHostByName|include|tpl|untilStep|[rR]and"
)


class Seeds:
    """The eval vectors of tests/conformance."""

    def __init__(self):
        folder = processes.ROOT / "tests" / "conformance"
        self.vectors = []
        for name in ("gotemplate", "functions", "yaml", "schema"):
            for line in (folder / (name + ".jsonl")).read_text("utf-8").split("\n"):
                if line:
                    vector = json.loads(line)
                    request = {
                        k: v for k, v in vector.items() if k not in processes.RUNNER.WANTED and k not in ("id", "category")
                    }
                    if "template" in request and len(line) < 4000 and not TOO_SLOW.search(request["template"]):
                        self.vectors.append(request)

    def mutate(self, rng):
        """A case made from one or two vectors."""
        request = copy.deepcopy(rng.choice(self.vectors))
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            target = rng.random()
            if target < 0.7 or not (request.get("values") or request.get("valuesYaml") or request.get("files")):
                request["template"] = self.template(rng, request["template"])
            elif request.get("valuesYaml"):
                request["valuesYaml"] = documents.damage(rng, request["valuesYaml"])
            elif request.get("files") and rng.random() < 0.6:
                name = rng.choice(sorted(request["files"]))
                request["files"][name] = documents.damage(rng, request["files"][name])
            elif request.get("values"):
                request["values"][rng.choice(sorted(request["values"]))] = documents.value(rng, 2)
        if TOO_SLOW.search(request["template"]):
            request["template"] = documents.damage(rng, rng.choice(literals.WORDS))
        return Case("mutation", request, {}, {}, None)

    def template(self, rng, text):
        tokens = TOKEN.findall(text) or [""]
        at = rng.randrange(len(tokens))
        roll = rng.randrange(8)
        if roll == 0:
            del tokens[at]
        elif roll == 1:
            tokens.insert(at, tokens[rng.randrange(len(tokens))])
        elif roll == 2:
            other = rng.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif roll == 3:
            tokens[at] = rng.choice(SPICE)
        elif roll == 4:
            tokens.insert(at, rng.choice(SPICE))
        elif roll == 5:
            tokens[at] = rng.choice(
                (
                    lambda: literals.number(rng),
                    lambda: literals.quote(rng, literals.text(rng)),
                    lambda: rng.choice(sorted(signatures.TABLE)),
                )
            )()
        elif roll == 6:
            other = TOKEN.findall(rng.choice(self.vectors)["template"])
            start = rng.randrange(len(other) + 1)
            tokens[at:at] = other[start : start + rng.randrange(1, 9)]
        else:
            return documents.damage(rng, text)
        return "".join(tokens)
