"""Whole templates: every kind of node, nested, over values whose types the generator knows."""

import documents
import literals
import signatures
from expressions import Expressions
from model import Case

MEMBERS = (
    ".Release.Name",
    ".Release.Namespace",
    ".Release.Revision",
    ".Release.IsInstall",
    ".Release.IsUpgrade",
    ".Release.Service",
    ".Chart.Name",
    ".Chart.Version",
    ".Chart.AppVersion",
    ".Chart.Type",
    ".Chart.Keywords",
    ".Chart.Dependencies",
    ".Chart.Annotations",
    ".Chart.Maintainers",
    ".Chart.IsRoot",
    ".Template.Name",
    ".Template.BasePath",
    ".Capabilities.KubeVersion",
    ".Capabilities.KubeVersion.Version",
    ".Capabilities.KubeVersion.Major",
    ".Capabilities.KubeVersion.Minor",
    ".Capabilities.KubeVersion.GitVersion",
    ".Capabilities.HelmVersion.Version",
    ".Capabilities.APIVersions | len",
    ".Subcharts",
    ".Chart.Nope",
    ".Files.nope",
    ".Chart.Metadata.Name",
    ".Release.nope.x",
    ".Capabilities.KubeVersion.nope",
)
METHODS = (
    '.Files.Get "a.txt"',
    '.Files.Get "none"',
    '(.Files.Glob "*.txt").AsConfig',
    '(.Files.Glob "**").AsSecrets',
    '.Files.Lines "a.txt"',
    '.Files.GetBytes "a.txt"',
    '.Capabilities.APIVersions.Has "v1"',
    '.Capabilities.APIVersions.Has "apps/v1/Deployment"',
    ".Capabilities.APIVersions.Has 1",
    ".Files.Get",
    ".Files.Get 1",
    ".Files.AsConfig",
    ".Files.AsSecrets",
    '(.Files.Glob "[").AsConfig',
    ".Chart.Validate",
    ".Capabilities.KubeVersion.String",
    ".Values.AsMap",
    ".Values.YAML",
    '.Values.Table "m0"',
    '.Values.PathValue "m0.a"',
    '.Values.Table "none"',
    '.Values.PathValue ""',
    '.Files.Glob "dir/*" | len',
    'range $p, $b := .Files.Glob "**" }}{{ $p }}={{ len $b }};{{ end',
    ".Capabilities.APIVersions.Has",
    ".Values.Encode",
    ".Chart.IsRoot",
    '.Values.Table "s0"',
)


class Templates:
    """Generates the text of one template."""

    def __init__(self, rng, scope, wrong):
        self.rng = rng
        self.expr = Expressions(rng, scope, wrong)
        self.trace = self.expr.trace
        self.variables = 0
        self.loops = 0
        self.defines = 0
        self.heads = []

    def open(self):
        self.trim = self.rng.random() < 0.2
        if self.trim:
            self.trace["node.trim"] += 1
        return "{{- " if self.trim else self.rng.choice(("{{", "{{ "))

    def close(self):
        return " -}}" if self.rng.random() < 0.15 else self.rng.choice(("}}", " }}"))

    def act(self, source):
        return self.open() + source + self.close()

    def block(self, depth, count=None):
        rng = self.rng
        saved = list(self.expr.scope)
        text = "".join(self.statement(depth) for _ in range(count or rng.randrange(1, 4)))
        self.expr.scope = saved
        return text

    def statement(self, depth):
        rng = self.rng
        simple = (
            "text",
            "text",
            "action",
            "action",
            "action",
            "declare",
            "assign",
            "comment",
            "chain",
            "member",
            "method",
            "argument",
        )
        nested = ("if", "if", "with", "range", "range", "define", "block", "include", "tpl", "template")
        kind = rng.choice(simple + nested if depth > 0 else simple)
        if self.loops and rng.random() < 0.15:
            kind = "jump"
        return getattr(self, "make_" + kind)(depth)

    def make_text(self, _):
        self.trace["node.text"] += 1
        return self.rng.choice(
            (" ", "\n", "a", "key: ", "\n  - ", "é", "}}", "{ ", "\t", '"', "x: y\n", "<no value>", "---\n", "# c\n", "\r\n", "{")
        )

    def make_action(self, depth):
        self.trace["node.action"] += 1
        return self.act(self.expr.pipeline("any", 2 if depth else 1))

    def make_declare(self, depth):
        kind = self.rng.choice(("str", "int", "list", "map", "bool", "float", "int64", "any"))
        source = self.expr.pipeline(kind, 2)
        name = "$v%d" % self.variables if self.rng.random() < 0.8 else "$" + self.rng.choice(("x", "été", "_1", "v0"))
        self.variables += 1
        self.trace["node.declare"] += 1
        text = self.act("%s %s %s" % (name, ":=", source))
        self.expr.scope.append((name, kind))
        return text

    def make_assign(self, depth):
        names = [(name, kind) for name, kind in self.expr.scope if name[0] == "$" and name[1:2] != "."]
        if not names:
            return self.make_declare(depth)
        name, kind = self.rng.choice(names)
        self.trace["node.assign"] += 1
        name = name if self.rng.random() < 0.97 else "$undefined"
        return self.act("%s = %s" % (name, self.expr.pipeline(kind, 1)))

    def make_comment(self, _):
        self.trace["node.comment"] += 1
        return self.rng.choice(
            ("{{/* c */}}", "{{- /* c */ -}}", "{{/* {{ x }} */}}", "{{/*\n\n*/ -}}", "{{- /* é */}}", "{{/**/}}")
        )

    def make_chain(self, _):
        self.trace["node.chain"] += 1
        rng = self.rng
        source = "(%s)" % self.expr.pipeline("map", 1) if rng.random() < 0.7 else self.expr.operand("map", 1)
        return self.act(
            source
            + "".join("." + rng.choice(("a", "b", "name", "port", "enabled", "B", "k10")) for _ in range(rng.choice((1, 1, 2))))
        )

    def make_member(self, _):
        self.trace["node.field"] += 1
        return self.act("$" + self.rng.choice(MEMBERS))

    def make_method(self, _):
        self.trace["node.method"] += 1
        source = self.rng.choice(METHODS)
        return self.act(
            source.replace(".Files", "$.Files")
            .replace(".Capabilities", "$.Capabilities")
            .replace(".Values", "$.Values")
            .replace(".Chart", "$.Chart")
        )

    def make_argument(self, _):
        """A bare operand: numbers and characters in every notation, nil, bool, strings."""
        source = self.expr.number() if self.rng.random() < 0.6 else self.expr.operand("any", 0)
        self.trace["node.action"] += 1
        return self.act(source if source != "nil" or self.rng.random() < 0.1 else "nil | default 1")

    def make_jump(self, _):
        kind = self.rng.choice(("break", "continue"))
        self.trace["node." + kind] += 1
        if self.rng.random() < 0.3:
            return self.act(kind)
        return self.act("if " + self.expr.pipeline("bool", 1)) + self.act(kind) + self.act("end")

    def make_if(self, depth):
        rng = self.rng
        text = self.act("if " + self.condition(depth)) + self.block(depth - 1)
        self.trace["node.if"] += 1
        for _ in range(rng.choice((0, 0, 0, 1, 2))):
            self.trace["node.else-if"] += 1
            text += self.act("else if " + self.condition(depth)) + self.block(depth - 1)
        return text + self.otherwise(depth) + self.act("end")

    def condition(self, depth):
        source = self.expr.pipeline(self.rng.choice(("bool", "bool", "any")), 1)
        if self.rng.random() < 0.1:
            self.trace["node.declare"] += 1
            self.expr.scope.append(("$c", "any"))
            return "$c := " + source
        return source

    def otherwise(self, depth):
        if self.rng.random() < 0.35:
            self.trace["node.else"] += 1
            return self.act("else") + self.block(depth - 1)
        return ""

    def make_with(self, depth):
        rng = self.rng
        self.trace["node.with"] += 1
        head = rng.choice(("", "", "$w := "))
        saved = list(self.expr.scope)
        kind = rng.choice(("map", "str", "any", "list"))
        text = self.act("with " + head + self.expr.pipeline(kind, 1))
        self.expr.scope.append((".", kind))
        if head:
            self.expr.scope.append(("$w", kind))
        text += self.block(depth - 1)
        self.expr.scope = saved
        if rng.random() < 0.2:
            self.trace["node.else-with"] += 1
            text += self.act("else with " + self.expr.pipeline("any", 1)) + self.block(depth - 1)
        return text + self.otherwise(depth) + self.act("end")

    def make_range(self, depth):
        rng = self.rng
        form = rng.choice(("list", "map", "int", "ints", "any", "str", "nil"))
        source = {
            "list": lambda: self.expr.operand("list", 1),
            "map": lambda: self.expr.operand("map", 1),
            "int": lambda: rng.choice(("3", "0", "$.Values.i0", "(int 2)", "-1", '(len "ab")')),
            "ints": lambda: "until 3",
            "any": lambda: self.expr.pipeline("any", 1),
            "str": lambda: self.expr.operand("str", 0),
            "nil": lambda: rng.choice(("$.Values.none", "$.Values.z", "tuple")),
        }[form]()
        if "uration" in source or "int64" in source or "toDecimal" in source or "unix" in source:
            source = "list"  # Helm counts up to any number
        head = rng.choice(("", "$e := ", "$i, $e := ", "$i, $e := "))
        self.trace["node.range." + form] += 1
        self.trace["node.range.%d-variables" % head.count("$")] += 1
        saved = list(self.expr.scope)
        text = self.act("range " + head + source)
        self.expr.scope.append((".", "any"))
        if head:
            self.expr.scope += [("$e", "any")] + ([("$i", "int" if form != "map" else "str")] if "$i" in head else [])
        self.loops += 1
        text += self.block(depth - 1)
        self.loops -= 1
        self.expr.scope = saved
        return text + self.otherwise(depth) + self.act("end")

    def inside(self, depth, kind):
        """The body of a definition, whose dot and variables are its own."""
        saved, loops = self.expr.scope, self.loops
        self.expr.scope, self.loops = [(".", kind)] + (
            [(".Values.s0", "str"), (".Values.m0", "map")] if kind == "root" else []
        ), 0
        body = self.block(depth - 1)
        if kind != "root":
            body = body.replace("$.", ".") if self.rng.random() < 0.5 else body
        self.expr.scope, self.loops = saved, loops
        return body

    def define_name(self):
        self.defines += 1
        return self.rng.choice(("t%d" % self.defines, "chart.t%d" % self.defines, "t1", "name with space"))

    def make_define(self, depth):
        name = self.define_name()
        self.trace["node.define"] += 1
        kind = self.rng.choice(("root", "any"))
        text = self.act('define "%s"' % name) + self.inside(depth, kind) + self.act("end")
        self.expr.templates.append(name)
        if self.rng.random() < 0.9:
            self.heads.append(text)
            return self.make_template(depth) if self.rng.random() < 0.5 else self.make_include(depth)
        return text

    def make_block(self, depth):
        name = self.define_name()
        self.trace["node.block"] += 1
        dot = self.rng.choice(("$", ".", self.expr.operand("any", 0)))
        return self.act('block "%s" %s' % (name, dot)) + self.inside(depth, "root" if dot == "$" else "any") + self.act("end")

    def known(self):
        return self.rng.choice(self.expr.templates) if self.expr.templates and self.rng.random() < 0.93 else "missing"

    def make_template(self, depth):
        self.trace["node.template"] += 1
        dot = self.rng.choice(("", " $", " $", " .", " " + self.expr.pipeline("any", 1)))
        return self.act('template "%s"%s' % (self.known(), dot)) if self.expr.templates else self.make_define(depth)

    def make_include(self, depth):
        if not self.expr.templates:
            return self.make_define(depth)
        self.expr.calls["include"] += 1
        dot = self.rng.choice(("$", "$", ".", self.expr.operand("any", 1)))
        return self.act(
            'include "%s" %s%s' % (self.known(), dot, self.rng.choice(("", " | nindent 2", " | trim", " | fromYaml", " | quote")))
        )

    def make_tpl(self, depth):
        self.expr.calls["tpl"] += 1
        inner = self.inside(min(depth, 1), "root") if self.rng.random() < 0.6 else None
        source = literals.quote(self.rng, inner) if inner is not None else self.expr.operand("template", 1)
        return self.act("tpl %s %s" % (source, self.rng.choice(("$", "$", ".", self.expr.operand("map", 0)))))

    def text(self, depth):
        body = self.block(depth, self.rng.randrange(1, 6))
        return "".join(self.heads) + body


def values(rng):
    """Values whose names tell their type, and the scope they make."""
    text = lambda: literals.text(rng)
    any_value = lambda depth=1: documents.value(rng, depth)
    data = {
        "s0": text(),
        "s1": literals.word(rng),
        "i0": rng.randrange(-3, 9),
        "i1": rng.choice((8080, 2**53 + 1, 10**21, 0, -7)),
        "f0": rng.choice((0.5, -1.25, 1e-7, 3.0, 1e300)),
        "b0": rng.random() < 0.5,
        "l0": [any_value() for _ in range(rng.randrange(4))],
        "ls": [text() for _ in range(rng.randrange(4))],
        "ln": [rng.randrange(-5, 50) for _ in range(rng.randrange(4))],
        "lm": [{"name": literals.word(rng), "port": rng.randrange(99)} for _ in range(rng.randrange(3))],
        "m0": {rng.choice(literals.KEYS): any_value() for _ in range(rng.randrange(4))},
        "mm": {"a": {"b": {"c": any_value()}}, "name": text()},
        "z": None,
        "e": "",
        "el": [],
        "em": {},
    }
    kinds = {
        "s0": "str",
        "s1": "str",
        "i0": "float",
        "i1": "float",
        "f0": "float",
        "b0": "bool",
        "l0": "list",
        "ls": "list",
        "ln": "list",
        "lm": "list",
        "m0": "map",
        "mm": "map",
        "z": "any",
        "e": "str",
        "el": "list",
        "em": "map",
        "mm.a": "map",
        "mm.name": "str",
    }
    if rng.random() < 0.9:
        del kinds["mm.a"]  # with it, `merge` easily makes a map that holds itself
    return data, [(".Values." + name, kind) for name, kind in kinds.items()]


def rooted(scope):
    return [("$" + source, kind) for source, kind in scope]


FILES = {"a.txt": "first\nsecond\n", "dir/b.txt": "é", "dir/c.yaml": "x: 1\n", "empty": ""}


def template_case(rng):
    """A template of several nested statements."""
    data, scope = values(rng)
    maker = Templates(rng, rooted(scope), rng.choice((0, 0, 0.02, 0.06, 0.2)))
    text = maker.text(rng.choice((1, 2, 2, 3)))
    if rng.random() < 0.04:
        text = documents.damage(rng, text)
    request = {"template": text, "values": data}
    if "Files" in text:
        request["files"] = FILES
    if rng.random() < 0.05:
        request["strict"] = True
    if rng.random() < 0.05:
        request["lint"] = True
    return Case("template", request, maker.trace, {}, None)


SINKS = (
    "{{ X }}",
    "{{ $x := X }}{{ kindOf $x }}|{{ typeOf $x }}|{{ $x }}|{{ toJson $x }}",
    "{{ X | toYaml }}",
    "{{ X | toJson }}",
    '{{ printf "%v|%T" (X) (X) }}',
    '{{- $x := X -}}{{ $x | quote }}|{{ printf "%#v" $x }}',
    "{{ range $k, $v := X }}{{ $k }}={{ $v }};{{ end }}",
    "{{ if X }}T{{ else }}F{{ end }}",
    "a{{ X }}b",
)


def function_case(rng, name):
    """One call of a function, printed in one of several ways; about a third is meant to fail."""
    data, scope = values(rng)
    expr = Expressions(rng, scope, rng.choice((0, 0, 0, 0.1)))
    expr.templates = ["t1"]
    fails = rng.random() < 0.33
    source = expr.call(name, rng.choice((0, 1, 1, 2)), focus=fails)
    if name in signatures.SHAPES and (not fails or rng.random() < 0.3):
        sink = "{{ %s }}" % rng.choice(signatures.SHAPES[name])
    elif name in signatures.SLOW:
        sink = "{{ X }}" if name in ("derivePassword", "buildCustomCert", "decryptAES") else "{{ X | kindOf }}"
    else:
        sink = rng.choice(SINKS)
    if sink.startswith("{{ range") and signatures.TABLE[name][1] not in ("list", "map", "strs", "ints", "smap"):
        sink = SINKS[0]
    wrapped = (
        source
        if sink.count("X") == 1
        and ("{{ X }}" in sink or ":= X" in sink or "{{ X |" in sink or "if X" in sink)
        and name not in signatures.SHAPES
        else "(%s)" % source
    )
    text = sink.replace("(X)", "X").replace("X", wrapped)
    if '"t1"' in text:
        text = '{{ define "t1" }}{{ . | toJson }}{{ end }}' + text
    return Case("function", {"template": text, "values": data}, expr.trace, expr.calls, name)


def document_case(rng):
    """Values read from YAML, or texts read and written by the codec functions."""
    roll = rng.random()
    if roll < 0.5:
        writer = documents.Yaml(rng, rng.choice((0, 0.1, 0.2, 0.3)))
        text = writer.text("map", rng.choice((2, 3, 4)))
        text = documents.damage(rng, text) if rng.random() < 0.25 else text
        trace = {label: 1 for label in writer.seen}
        show = rng.choice(
            (
                "{{ toYaml .Values }}",
                "{{ toJson .Values }}",
                "{{ range $k, $v := .Values }}{{ $k }}={{ typeOf $v }}={{ $v }}\n{{ end }}",
                "{{ .Values }}",
                "{{ toYamlPretty .Values }}",
                "{{ toToml .Values }}",
            )
        )
        return Case("yaml", {"template": show, "valuesYaml": text}, trace, {}, None)
    name, text = rng.choice(
        (
            ("fromYaml", documents.yaml_text),
            ("fromYamlArray", lambda r: documents.yaml_text(r, "list")),
            ("fromToml", documents.toml_text),
            ("fromJson", lambda r: documents.json_text(r, documents.value(r))),
            ("mustFromJson", lambda r: documents.json_text(r, documents.value(r))),
            ("fromJsonArray", lambda r: documents.json_text(r, [documents.value(r)])),
        )
    )
    show = rng.choice(("toYaml", "toJson", "toString", "toToml", "toPrettyJson", "toRawJson", "toYamlPretty", 'printf "%#v"'))
    return Case(
        "codec",
        {"template": "{{ %s .Values.t | %s }}" % (name, show), "values": {"t": text(rng)}},
        {"codec." + name: 1},
        {},
        None,
    )
