"""`--set` and its relatives: expressions of their whole syntax, and values files."""

import json

import charts
import documents
import literals

KEYS = (
    "a",
    "b",
    "c",
    "d",
    "a.b",
    "a.b.c",
    "sub.a",
    "sub.enabled",
    "global.g",
    "tags.front",
    "list",
    "list[0]",
    "list[1].x",
    "a[0][1]",
    "list[2]",
    "name",
    "x\\.y",
    "a\\.b.c",
    "nodeSelector.k8s\\.io/role",
    "db.enabled",
    "list[0].name",
    "a.list[3]",
    "sub.a.b",
    "m.n",
    "é",
)
ODD_KEYS = (
    "",
    ".",
    "a.",
    ".a",
    "a..b",
    "[0]",
    "a[",
    "a[]",
    "a[x]",
    "a[-1]",
    "a[0",
    "a]b",
    "a[99999]",
    "a[0]b",
    "a b",
    "a\\",
    "\\",
    "a[0].",
    "a[65537]",
    "list[-2]",
    "a{b",
    "a,b",
    "a[0][",
    "global",
    "a[1e3]",
)
VALUES = (
    "1",
    "0",
    "-1",
    "x",
    "true",
    "false",
    "null",
    "",
    "1.5",
    "007",
    "0x1",
    "1e3",
    "{a,b}",
    "{}",
    "{1,2,null}",
    "{a",
    "a}",
    "a\\,b",
    "a,b=2",
    "a=b",
    "\\{x\\}",
    '"q"',
    "'s'",
    " sp ",
    "é",
    "{a\\,b,c}",
    "9223372036854775808",
    "12345678901",
    "TRUE",
    "yes",
    "~",
    "Null",
    "[1]",
    "x y",
    "\\",
    "\\\\",
    "a\\nb",
    "{{ .x }}",
    "{,}",
    "{a,,b}",
    "{ a, b }",
    "a\nb",
    "a\\.b",
    "*",
    "{[1]}",
    "{a=b}",
    "-0",
    "+1",
    "0.1",
    "1_0",
    "nullx",
    "http://x/y?z=1&w=2",
    "!@#$%^&*()",
    "true ",
    "00",
    "-",
    "1.0",
    "{{a,b},c}",
    "x,",
    ",",
    "=",
    "x=,y=1",
)


def key(rng):
    return rng.choice(ODD_KEYS) if rng.random() < 0.08 else rng.choice(KEYS)


def labels(flag, expression):
    found = ["set." + flag.lstrip("-")]
    marks = {
        "set.index": "[",
        "set.list": "{",
        "set.escape": "\\",
        "set.null": "null",
        "set.negative-index": "[-",
        "set.subchart": "sub.",
        "set.global": "global",
    }
    found += [label for label, mark in marks.items() if mark in expression]
    if expression.endswith("=") or "=," in expression:
        found.append("set.empty")
    if "." in expression.split("=")[0]:
        found.append("set.nested")
    return found


def assignment(rng, flag):
    """The argument of one flag."""
    if flag == "--set-json":
        data = documents.json_text(rng, documents.value(rng, 2))
        return (
            data
            if rng.random() < 0.3
            else ",".join(
                key(rng) + "=" + documents.json_text(rng, documents.value(rng, 1)) for _ in range(rng.choice((1, 1, 2)))
            )
        )
    if flag == "--set-file":
        return key(rng) + "=" + rng.choice(("data.txt", "v.yaml", "none.txt", "", "data.txt,b=v.yaml", "chart"))
    text = ",".join(key(rng) + rng.choice(("=",) * 12 + ("", "==")) + rng.choice(VALUES) for _ in range(rng.choice((1, 1, 2, 3))))
    return documents.damage(rng, text).replace("\0", "") if rng.random() < 0.05 else text


def flags(rng, files, met):
    """Value flags for a command line; adds the files they name. Returns (arguments, standard input)."""
    arguments, stdin = [], ""
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        flag = rng.choice(("--set", "--set", "--set", "--set-string", "--set-json", "--set-literal", "--set-file", "-f", "-f"))
        if flag == "-f":
            met["set.values-file"] = 1
            text = json.dumps(charts.small_values(rng)) if rng.random() < 0.4 else documents.yaml_text(rng)
            if rng.random() < 0.15:
                met["set.stdin"] = 1
                stdin, name = text, "-"
            else:
                name = "v%d.yaml" % len(files)
                files[name] = text
            if rng.random() < 0.03:
                name = "none.yaml"
            arguments += [rng.choice(("-f", "--values")), name]
            continue
        expression = assignment(rng, flag)
        for label in labels(flag, expression):
            met[label] = 1
        arguments += [flag + "=" + expression] if rng.random() < 0.15 else [flag, expression]
    if len(arguments) > 2:
        met["set.several"] = 1
    if any("data.txt" in a or "v.yaml" in a for a in arguments):
        files.update({"data.txt": literals.text(rng), "v.yaml": "x: 1\n"})
    return arguments, stdin
