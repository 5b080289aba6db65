"""Random data, and random YAML, JSON and TOML texts: well-formed in every style, with YAML 1.1's oddities, or damaged."""

import json

import literals

PLAIN = (
    "1",
    "0",
    "-1",
    "1.5",
    "1e3",
    "1_000",
    "0x1F",
    "0o17",
    "017",
    "08",
    "0b11",
    "true",
    "True",
    "TRUE",
    "yes",
    "Yes",
    "on",
    "Off",
    "no",
    "NO",
    "y",
    "n",
    "null",
    "Null",
    "~",
    "",
    "abc",
    "a b",
    "a-b",
    ".inf",
    "-.INF",
    ".nan",
    ".NaN",
    "12:30",
    "1:30:45",
    "190:20:30",
    "2024-01-02",
    "2024-01-02T03:04:05Z",
    "2024-01-02 03:04:05 -5",
    "2024-1-2",
    "1e400",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "123456789012345678901",
    "0.1",
    "1.",
    ".5",
    "+1",
    "+.5",
    "1e",
    "-",
    "--",
    "?",
    "=",
    "<<",
    "a:b",
    "http://x/y?z#f",
    "a#b",
    "-a",
    "?x",
    "~x",
    "1.0",
    "1.10",
    "6.02E+23",
    "é",
    "日本",
    "😀",
    "0x",
    "0xZZ",
    "1__0",
    "_1",
    "1.2.3",
    "v1",
    "!",
    "a'b",
    'a"b',
    "[x",
    "{x",
    "`x",
    "@x",
    "%x",
    "- x",
    "a: b",
    "*x",
    "&x",
    "|",
    ">",
    "0777",
    "0o8",
    "1e+3",
    "1E-2",
    "-0",
    "-0.0",
    "0.0",
    "1.0e0",
    "685_230.15",
    "-0x1",
    "-0b1",
    "+0x1",
    "0b",
    "012",
    "nan",
    "inf",
    "NULL",
    "FALSE",
)
TAGS = (
    "!!str",
    "!!int",
    "!!float",
    "!!bool",
    "!!null",
    "!!binary",
    "!!seq",
    "!!map",
    "!local",
    "!<tag:yaml.org,2002:str>",
    "!",
    "!!timestamp",
    "!!set",
    "!!merge",
    "!e!x",
)


def value(rng, depth=3):
    """Random JSON data."""
    roll = rng.random()
    if depth > 0 and roll < 0.22:
        return {rng.choice(literals.KEYS): value(rng, depth - 1) for _ in range(rng.randrange(4))}
    if depth > 0 and roll < 0.4:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    if roll < 0.62:
        return literals.text(rng)
    if roll < 0.8:
        return rng.choice((0, 1, -1, 2, 42, 8080, 3.5, -0.25, 1e6, 1e21, 2**53 + 1, 2**63, 1e-7, 0.1, 100000, 12345678, 1e300))
    return rng.choice((True, False, None))


def json_text(rng, data):
    """JSON in one of several layouts, or with one damage."""
    text = json.dumps(data, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, None, 2)))
    if rng.random() < 0.06:
        text = rng.choice(
            (
                "nan",
                "[1,]",
                "{'a':1}",
                '{"a":1,}',
                "01",
                "1 2",
                '"\\x"',
                '{"a":1,"a":2}',
                "[1e400]",
                '"\\ud800"',
                "tru",
                '{"a" 1}',
                "[",
                "",
                " ",
                '"\t"',
                "1.",
                "-",
                "[0x1]",
                "// c\n1",
                "\ufeff1",
                "{1:2}",
                "[1 2]",
                "nulll",
                '"\\u12"',
            )
        )
    return damage(rng, text) if rng.random() < 0.1 else text


def damage(rng, text):
    """One small change of a text."""
    if not text:
        return rng.choice(literals.LETTERS)
    at = rng.randrange(len(text))
    roll = rng.randrange(4)
    if roll == 0:
        return text[:at] + text[at + 1 :]
    if roll == 1:
        return text[:at] + rng.choice(literals.LETTERS) + text[at:]
    if roll == 2:
        return text[:at] + rng.choice(literals.LETTERS) + text[at + 1 :]
    return text[:at] + text[at : at + 4] + text[at:]


class Yaml:
    """Writes random YAML: block and flow collections, every scalar style, anchors, merges, tags, comments."""

    def __init__(self, rng, odd=0.15):
        self.rng = rng
        self.odd = odd
        self.anchors = []
        self.seen = set()

    def text(self, kind="map", depth=3):
        rng = self.rng
        documents = []
        for _ in range(1 if rng.random() < 0.9 else rng.randrange(2, 4)):
            self.anchors = []
            documents.append(
                (self.mapping(0, depth) if kind == "map" else self.sequence(0, depth)) or ("{}\n" if kind == "map" else "[]\n")
            )
        if len(documents) > 1:
            self.seen.add("yaml.documents")
        text = rng.choice(("---\n", "--- \n", "---\n", "--- # c\n")).join(documents)
        if rng.random() < self.odd:
            text = (
                rng.choice(("---\n", "# head\n", "\n\n", "%YAML 1.1\n---\n", "\ufeff", "--- ", "%TAG !e! tag:x,2000:\n---\n"))
                + text
            )
        if rng.random() < self.odd:
            text += rng.choice(("...\n", "---\n", "# end", "\n\n", "   ", "...\n# c\n"))
        if rng.random() < self.odd / 4:
            text = text.replace("\n", "\r\n")
        return text

    def mapping(self, indent, depth):
        rng, pad = self.rng, " " * indent
        lines = []
        for key in rng.sample(literals.KEYS, rng.randrange(1, 5)):
            if rng.random() < self.odd:
                key = rng.choice(literals.KEYS + PLAIN)
            lines.append(pad + self.key(key) + ":" + self.node(indent, depth - 1, True))
            if rng.random() < self.odd / 3:
                lines.append(rng.choice(("# comment\n", "\n", pad + "  # c\n")))
        if self.anchors and rng.random() < self.odd * 2:
            self.seen.add("yaml.merge")
            lines.append(
                pad + "<<: " + rng.choice(("*%s", "[*%s]", "[*%s, {m: 1}]", "*%s # m")) % rng.choice(self.anchors) + "\n"
            )
            if rng.random() < 0.5:
                rng.shuffle(lines)
        return "".join(lines)

    def sequence(self, indent, depth):
        pad = " " * indent
        return "".join(pad + "-" + self.node(indent, depth - 1, False) for _ in range(self.rng.randrange(1, 4)))

    def key(self, key):
        rng = self.rng
        if key == "" or any(c in key for c in ":#{}[],&*!|>'\"%@`\n") or rng.random() < 0.1:
            return json.dumps(key, ensure_ascii=False)
        if rng.random() < self.odd / 5:
            self.seen.add("yaml.explicit-key")
            return "? " + key + "\n"
        return key

    def node(self, indent, depth, in_map):
        """What follows `key:` or `-`, with its line end."""
        rng, mark = self.rng, ""
        if self.anchors and rng.random() < self.odd:
            self.seen.add("yaml.alias")
            return " *" + rng.choice(self.anchors) + "\n"
        if rng.random() < self.odd / 2:
            mark += " " + rng.choice(TAGS)
            self.seen.add("yaml.tag")
        name = None
        if rng.random() < self.odd:
            name = "a%d" % rng.randrange(4)
            mark += " &" + name
            self.seen.add("yaml.anchor")
        roll = rng.random()
        if depth > 0 and roll < 0.25:
            text = mark + "\n" + self.mapping(indent + rng.choice((1, 2, 2, 2, 4)), depth)
        elif depth > 0 and roll < 0.4:
            step = rng.choice((0, 2)) if in_map else rng.choice((1, 2))
            text = mark + "\n" + self.sequence(indent + step, depth)
        elif depth > 0 and roll < 0.5:
            text = mark + " " + self.flow(depth) + "\n"
        elif roll < 0.6:
            text = mark + self.block_scalar(indent)
        else:
            text = mark + " " + self.scalar() + rng.choice(("\n",) * 8 + (" # note\n", "  \n"))
        if name:
            self.anchors.append(name)
        return text

    def flow(self, depth):
        rng = self.rng
        self.seen.add("yaml.flow")
        items = [self.flow(depth - 1) if depth > 1 and rng.random() < 0.3 else self.scalar(True) for _ in range(rng.randrange(4))]
        if rng.random() < 0.5:
            return "[" + rng.choice((", ", ",", " , ", ",\n      ")).join(items) + rng.choice(("", "", ",")) + "]"
        pairs = [self.key(rng.choice(literals.KEYS)) + rng.choice((": ", ": ", ":")) + item for item in items]
        return "{" + ", ".join(pairs) + "}"

    def block_scalar(self, indent):
        rng = self.rng
        self.seen.add("yaml.block-scalar")
        pad = " " * (indent + rng.choice((1, 2, 2, 4)))
        head = " " + rng.choice("|>") + rng.choice(("", "", "-", "+", "2", "1-", "+4", " # c"))
        lines = [
            rng.choice(("text", "  more", "", "# not a comment", "key: v", "- x", "\ttab", "é", "a ", "---x"))
            for _ in range(rng.randrange(4))
        ]
        return head + "\n" + "".join(pad + line + "\n" if line else "\n" for line in lines)

    def scalar(self, flow=False):
        rng = self.rng
        roll = rng.random()
        if roll < 0.65:
            plain = rng.choice(PLAIN)
            return plain if not flow or not any(c in plain for c in ",[]{}") else "x"
        content = literals.text(rng)
        if roll < 0.8:
            self.seen.add("yaml.double-quoted")
            return json.dumps(content, ensure_ascii=rng.random() < 0.3)
        self.seen.add("yaml.single-quoted")
        return "'" + content.replace("'", "''").replace("\n", " ") + "'"


def yaml_text(rng, kind="map", depth=3):
    """YAML that is mostly well-formed."""
    if rng.random() < 0.1:
        return json.dumps(value(rng, depth), ensure_ascii=False)
    text = Yaml(rng, rng.choice((0, 0.05, 0.15))).text(kind, depth)
    return damage(rng, text) if rng.random() < 0.08 else text


TOML_VALUES = (
    "1",
    "+1",
    "-0",
    "1_000",
    "0xFF",
    "0o17",
    "0b1",
    "1.5",
    "1e3",
    "1.5e-2",
    "inf",
    "-inf",
    "nan",
    "true",
    "false",
    '"s"',
    "'lit'",
    '"a\\nb\\u00e9"',
    '"""multi\nline"""',
    "'''raw\nx'''",
    "1979-05-27T07:32:00Z",
    "1979-05-27T00:32:00.999-07:00",
    "1979-05-27 07:32:00",
    "1979-05-27",
    "07:32:00",
    "[]",
    "[1, 2]",
    '[1, "x"]',
    "[[1],[2.5]]",
    "{}",
    "{ a = 1 }",
    "[{a=1},{b=2}]",
    '""',
    "''",
    "[ 1,\n 2, # c\n]",
    "9223372036854775807",
    '"é"',
)
TOML_BAD = (
    "01",
    "1__0",
    "_1",
    "0xG",
    "9223372036854775808",
    ".5",
    "5.",
    "True",
    "yes",
    "'a",
    '"\\x"',
    "[1,,2]",
    "{a=1,}",
    "1979-13-01",
    "25:00:00",
    "+0x1",
    "abc",
    "",
    "{a=1\n}",
    "1e",
    '"\\ud800"',
    "nul",
)


def toml_text(rng):
    """TOML: tables, arrays of tables, dotted keys, every kind of value."""
    lines = []
    for _ in range(rng.randrange(1, 7)):
        key = rng.choice(("a", "b", "name", "x-y", "1", '"q k"', "'lit'", "a.b", "a.c.d", 't."u v"'))
        roll = rng.random()
        if roll < 0.15:
            lines.append("[%s]" % key)
        elif roll < 0.22:
            lines.append("[[%s]]" % rng.choice(("items", "a.list")))
        elif roll < 0.25:
            lines.append(rng.choice(("# comment", "", "   ")))
        else:
            lines.append(key + rng.choice((" = ", "=", " =  ")) + rng.choice(TOML_BAD if rng.random() < 0.04 else TOML_VALUES))
    text = "\n".join(lines) + "\n"
    return damage(rng, text) if rng.random() < 0.08 else text
