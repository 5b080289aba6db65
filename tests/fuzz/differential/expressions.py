"""Expressions of the template language that know the types of what they combine, so that most of them succeed.

`operand` gives source that can stand as an argument, `call` one function call, `pipeline` what can stand in an action.
Everything made is counted in `trace` (node kinds) and `calls` (functions), for the reach report.
"""

import collections

import documents
import literals
import signatures

TABLE = signatures.TABLE
SUBTYPES = {
    "any": (
        "str",
        "int",
        "int64",
        "float",
        "bool",
        "list",
        "map",
        "strs",
        "smap",
        "ints",
        "nil",
        "time",
        "duration",
        "semverobj",
        "num",
        "json",
    ),
    "num": ("int", "int64", "float", "numstr"),
    "list": ("list", "strs", "ints"),
    "sized": ("str", "list", "map"),
    "str": ("str", "json", "yaml"),
    "durtime": ("dur", "time"),
    "durnum": ("dur", "num"),
}
STRINGS = {
    "sep": literals.sep,
    "re": literals.regex,
    "semver": literals.semver,
    "constraint": literals.constraint,
    "word": literals.word,
}
CHOICES = {
    "repl": literals.REPLACEMENTS,
    "layout": literals.LAYOUTS,
    "date": literals.DATES,
    "zone": literals.ZONES,
    "dur": literals.DURATIONS,
    "path": literals.PATHS,
    "url": literals.URLS,
    "typename": literals.TYPE_NAMES,
    "key": literals.KEYS,
    "numstr": (
        "1",
        "-7",
        "0x1F",
        "017",
        "3.7",
        "",
        "x",
        "12abc",
        "1e3",
        " 5",
        "9223372036854775808",
        "08",
        "+4",
        "1_0",
        "0b1",
        "755",
    ),
    "pwtype": ("maximum", "long", "medium", "short", "basic", "pin", "other"),
    "keytype": ("ecdsa", "ed25519", "rsa2", "ecdsa", "ed25519", "Ecdsa", ""),
    "b64": ("aGVsbG8=", "aGk", "", "!!", "YQ==", "YWI=", "4pyT", "a-_b", "YQ==\n", "eA=="),
    "b32": ("NBSWY3DP", "MFRGG===", "", "1", "ME======", "x"),
}


def results():
    by_type = collections.defaultdict(list)
    for name, (_, result) in TABLE.items():
        if (
            name not in signatures.SLOW
            and name not in signatures.SHAPES
            and name not in ("fail", "call", "required", "include", "tpl", "lookup", "getHostByName")
        ):
            by_type[result].append(name)
    return by_type


RESULTS = results()
# Operands that fail whatever takes them.
NO_FIELDS = (".Values.s0.nope", "$.Values.i0.x", ".Values.b0.c.d", ".Release.Name.x", "$.Chart.Name.y", ".Template.Name.z")
# Built-in functions that take no argument too, though that makes little sense.
FREE_COUNT = {"html", "js", "urlquery"}
MOMENTS = (
    ("2006-01-02", "2024-02-29"),
    ("2006-01-02T15:04:05Z07:00", "2023-12-31T23:59:59+05:30"),
    ("02 Jan 06 15:04 MST", "02 Jan 06 15:04 UTC"),
    ("Mon Jan _2 15:04:05 2006", "Thu Feb  4 21:00:57 2010"),
    ("3:04PM", "12:30AM"),
    ("2006-01-02 15:04:05.000", "1999-01-01 00:00:00.125"),
    ("Monday, 02-Jan-06 15:04:05 MST", "Sunday, 06-Nov-94 08:49:37 GMT"),
    ("2006.002", "2024.366"),
)
TEXTS = {"str", "json", "jsonlist", "yaml", "yamllist", "toml", *STRINGS, *CHOICES}
PRINTF_VERBS = "vvvsdqxXoObtTeEfFgGcUp%wzk"


class Expressions:
    def __init__(self, rng, scope, wrong=0.0):
        self.rng = rng
        self.scope = scope  # [(source, type)]: what can be named here
        self.templates = []  # names for include and template
        self.wrong = wrong  # share of arguments of a wrong type
        self.trace = collections.Counter()
        self.calls = collections.Counter()

    def literal(self, kind):
        """Source of a literal of a type, or None where it has none."""
        rng = self.rng
        if kind in STRINGS:
            return self.string(STRINGS[kind](rng))
        if kind in CHOICES:
            return self.string(rng.choice(CHOICES[kind]))
        if kind == "str":
            return self.string(literals.text(rng))
        if kind in ("int", "small"):
            self.trace["node.number"] += 1
            return literals.integer(rng) if kind == "int" and rng.random() < 0.3 else literals.small(rng)
        if kind == "float":
            self.trace["node.number"] += 1
            return literals.floating(rng)
        if kind == "num":
            return self.number()
        if kind == "bool":
            self.trace["node.bool"] += 1
            return rng.choice(("true", "false"))
        if kind == "nil":
            self.trace["node.nil"] += 1
            return "nil"
        if kind in ("json", "jsonlist"):
            data = documents.value(rng, 2)
            data = (
                data
                if isinstance(data, list if kind == "jsonlist" else dict) or rng.random() < 0.1
                else [data] if kind == "jsonlist" else {"a": data}
            )
            return self.string(documents.json_text(rng, data))
        if kind in ("yaml", "yamllist"):
            return self.string(documents.yaml_text(rng, "list" if kind == "yamllist" else "map", 2))
        return self.string(documents.toml_text(rng)) if kind == "toml" else None

    def string(self, content):
        source = literals.quote(self.rng, content)
        self.trace["node.string.raw" if source[0] == "`" else "node.string"] += 1
        return source

    def number(self):
        source = literals.number(self.rng)
        low = source.lower().lstrip("+-")
        form = (
            "char"
            if low[:1] == "'"
            else (
                "complex"
                if low[-1:] == "i"
                else (
                    "hex"
                    if low[:2] == "0x"
                    else (
                        "binary"
                        if low[:2] == "0b"
                        else (
                            "octal"
                            if low[:1] == "0" and low[1:2].isdigit() or low[:2] == "0o"
                            else "float" if set(low) & set(".e") else "decimal"
                        )
                    )
                )
            )
        )
        self.trace["node.number." + form] += 1
        return source

    def operand(self, kind, depth=2):
        """Source of an argument."""
        rng = self.rng
        kind = kind.rstrip("*+")
        if rng.random() < self.wrong:
            kind = rng.choice(SUBTYPES["any"])
        special = getattr(self, "operand_" + kind, None)
        if special:
            return special(depth)
        if kind in TEXTS and rng.random() < 0.01:
            return self.nothing()
        if kind in SUBTYPES and rng.random() < 0.7:
            kind = rng.choice(SUBTYPES[kind])
        names = [source for source, of in self.scope if of == kind or kind in SUBTYPES and of in SUBTYPES[kind]]
        roll = rng.random()
        if names and roll < 0.35:
            return self.name(rng.choice(names))
        if depth > 0 and RESULTS.get(kind) and (roll < 0.6 or self.literal(kind) is None):
            return self.parenthesised(self.call(rng.choice(RESULTS[kind]), depth - 1))
        return self.literal(kind) or (self.name(rng.choice(names)) if names else self.basic(kind))

    def basic(self, kind):
        """The plainest source of a type that has no literal."""
        self.trace["node.pipe"] += 1
        return {
            "list": '(list 1 "a" nil)',
            "strs": '(splitList "," "a,b")',
            "ints": "(until 3)",
            "map": '(dict "a" 1 "b" "x")',
            "int64": "(int64 7)",
            "smap": '(split "," "a,b")',
            "time": '(toDate "2006-01-02" "2024-02-29")',
            "duration": '(mustToDuration "90m")',
            "semverobj": '(semver "1.2.3-rc.1+b")',
        }.get(kind, '"x"')

    def nothing(self):
        """A text that is empty because it is nowhere."""
        self.trace["node.pipe"] += 1
        return '($.Files.Get "none")'

    def name(self, source):
        self.trace["node.variable" if source[0] == "$" and source[1:2] != "." else "node.field"] += 1
        return source

    def parenthesised(self, source):
        self.trace["node.pipe"] += 1
        return "(" + source + ")"

    def operand_time(self, depth):
        rng = self.rng
        roll = rng.random()
        if roll < 0.08:
            return rng.choice(("now", "(int64 %d)" % rng.randrange(-(10**9), 2 * 10**9), self.literal("str")))
        if roll < 0.25 and depth > 0:
            return self.parenthesised(self.call(rng.choice(("dateModify", "mustDateModify", "date_modify")), depth - 1))
        day = "%d-%02d-%02dT%02d:%02d:%02d" % (
            rng.choice((1, 1600, 1969, 1970, 2000, 2023, 2024, 9999)),
            rng.randrange(1, 13),
            rng.randrange(1, 30),
            rng.randrange(24),
            rng.randrange(60),
            rng.randrange(60),
        )
        self.trace["node.pipe"] += 1
        if rng.random() < 0.5:
            return '(toDate "2006-01-02T15:04:05" "%s")' % ("%04d" % int(day.split("-")[0]) + day[day.index("-") :])
        return '(toDate "2006-01-02T15:04:05Z07:00" "%s")' % (
            "%04d" % int(day.split("-")[0]) + day[day.index("-") :] + rng.choice(("Z", "+02:00", "-07:30"))
        )

    def operand_ordered(self, depth):
        return self.operand(self.pair_kind, depth)

    def operand_basic(self, depth):
        return self.operand(self.pair_kind, depth)

    pair_kind = "int"

    def operand_pairs(self, depth):
        rng = self.rng
        parts = []
        for _ in range(rng.randrange(4)):
            parts += [self.literal("key"), self.operand("any", depth - 1)]
        if rng.random() < 0.05:
            parts.append(self.literal("key"))
        return " ".join(parts) or '"a" 1'

    def operand_format(self, depth):
        """The format and arguments of printf."""
        rng = self.rng
        pieces, arguments = [], []
        for _ in range(rng.randrange(1, 4)):
            verb = rng.choice(PRINTF_VERBS)
            flags = "".join(rng.choice("+-# 0") for _ in range(rng.choice((0, 0, 0, 1, 2))))
            width = rng.choice(("", "", "", "5", "12", "*", "1", "[1]", "[2]"))
            precision = rng.choice(("", "", "", ".2", ".0", ".", ".*", ".10"))
            pieces.append(rng.choice(("", "a", " ", "é|")) + "%" + flags + width + precision + verb)
            arguments += [self.literal("small") for _ in range((width + precision).count("*"))]
            if verb != "%":
                kind = {
                    "d": "int",
                    "s": "str",
                    "q": "str",
                    "x": "str",
                    "X": "str",
                    "o": "int",
                    "b": "int",
                    "c": "int",
                    "U": "int",
                    "t": "bool",
                    "e": "float",
                    "f": "float",
                    "g": "float",
                    "E": "float",
                    "G": "float",
                    "F": "float",
                    "O": "int",
                }.get(verb, "any")
                arguments.append(self.operand(kind if rng.random() < 0.75 else "any", depth - 1))
        if rng.random() < 0.1:
            arguments = arguments[:-1] if rng.random() < 0.5 else arguments + ["7"]
        return " ".join([self.string("".join(pieces) + rng.choice(("", "", "%", "!\n")))] + arguments)

    def operand_container(self, depth):
        rng = self.rng
        roll = rng.random()
        if roll < 0.4:
            return self.operand("map", depth) + "".join(" " + self.literal("key") for _ in range(rng.choice((1, 1, 2))))
        if roll < 0.8:
            return self.operand("list", depth) + " " + rng.choice(("0", "1", "0 0", "9", "-1", ""))
        return self.operand("str", depth) + " " + rng.choice(("0", "1", "9"))

    def operand_tname(self, _):
        return self.string(self.rng.choice(self.templates)) if self.templates and self.rng.random() > self.wrong else '"missing"'

    def operand_template(self, depth):
        rng = self.rng
        if rng.random() < 0.4:
            return self.string(rng.choice(("plain", "{{ . }}", "{{ toJson . }}", "{{ if . }}y{{ end }}", "{{- 1 -}} x", "{{ $ | quote }}")))
        inner = rng.choice(
            (
                "plain",
                "{{ . }}",
                "{{ .Values.s0 }}",
                "{{ toJson . }}",
                "{{ .a | quote }}",
                '{{ define "d" }}x{{ end }}{{ include "d" . }}',
                "{{ if . }}y{{ end }}",
                "{{ range . }}[{{ . }}]{{ end }}",
                "{{",
                "{{ nope }}",
                '{{ fail "f" }}',
                "{{ .Template.Name }}",
                "{{- 1 -}} x",
                '{{ tpl "{{ . }}" . }}',
                "{{ $ }}",
                '{{ template "none" }}',
                "{{ .a.b.c }}",
                '{{ required "r" .zz }}',
                "{{ end }}",
                "{{ len . }}",
            )
        )
        return self.string(inner) if rng.random() < 0.9 else self.operand("str", depth - 1)

    def operand_urlmap(self, depth):
        rng = self.rng
        self.trace["node.pipe"] += 1
        if rng.random() < 0.5:
            return "(urlParse %s)" % self.literal("url")
        keys = rng.sample(("scheme", "host", "path", "query", "fragment", "opaque", "userinfo", "hostname"), rng.randrange(6))
        return "(dict %s)" % " ".join('"%s" %s' % (key, self.literal("str")) for key in keys)

    def operand_pem(self, _):
        self.trace["node.pipe"] += 1
        return self.rng.choice(('(genPrivateKey "ecdsa")', '(genPrivateKey "ed25519")'))

    def operand_ips(self, _):
        if self.rng.random() < 0.7:
            return self.rng.choice(('(list "127.0.0.1")', "nil", "(list)", '(list "::1" "10.0.0.1")', '(list "fe80::1")'))
        return self.rng.choice(
            (
                '(list "127.0.0.1")',
                "nil",
                "(list)",
                '(list "192.168.1.1")',
                "(list)",
                '(list "fe80::1" "1.1.1.1")',
                '(list "::1" "10.0.0.1")',
                '(list "x")',
                "(list 1)",
                '(splitList "," "1.2.3.4")',
            )
        )

    def operand_dns(self, _):
        if self.rng.random() < 0.7:
            return self.rng.choice(('(list "a.b")', "nil", "(list)", '(list "x.svc" "*.y")'))
        return self.rng.choice(('(list "a.b")', "nil", "(list)", '(list "b.c")', "(list)", '(list "x.svc" "*.y")', "(list 1)", '(splitList "," "a,b")'))

    def operand_cert(self, _):
        return '(genCAWithKey "ca" 10 (genPrivateKey "ecdsa"))'

    def call(self, name, depth=1, focus=False):
        """Source of one call, with its last argument piped now and then."""
        rng = self.rng
        self.calls[name] += 1
        self.trace["node.identifier"] += 1
        if name in ("eq", "ne"):
            self.pair_kind = rng.choice(("str", "int", "float", "bool", "nil", "int64", "any"))
        elif name in ("lt", "le", "gt", "ge"):
            self.pair_kind = rng.choice(("str", "int", "float", "int64"))
        arguments = []
        for kind in TABLE[name][0]:
            count = 1 if kind[-1] not in "*+" else rng.choice((1, 1, 2, 3)) if kind[-1] == "+" else rng.randrange(4)
            arguments += [self.operand(kind, depth) for _ in range(count)]
        if name in ("toDate", "mustToDate") and rng.random() < 0.5:
            arguments = [self.string(part) for part in rng.choice(MOMENTS)]
        if name == "randInt" and rng.random() < 0.5:
            low = rng.randrange(-50, 50)
            arguments = [str(low), str(low + rng.randrange(1, 1000))]
        if name == "decryptAES" and rng.random() < 0.7:
            password = self.literal("word")
            arguments = [password, "(encryptAES %s %s)" % (password, self.literal("str"))]
        if name == "buildCustomCert" and rng.random() < 0.6:
            return 'with genCAWithKey "x" 3 (genPrivateKey "ecdsa")}}{{ (buildCustomCert (b64enc .Cert) (b64enc .Key)) | kindOf }}{{ end'
        if focus:
            self.spoil(name, arguments)
        if arguments and rng.random() < 0.25 and (TABLE[name][0] or ("",))[-1] not in ("pairs", "format", "container"):
            last = arguments.pop()
            last = last[1:-1] if last[0] == "(" and last[-1] == ")" and self.balanced(last[1:-1]) else last
            if last != "nil":
                return last + " | " + " ".join([name] + arguments)
            arguments.append(last)
        return " ".join([name] + arguments)

    @staticmethod
    def balanced(source):
        level = 0
        for char in source:
            level += (char == "(") - (char == ")")
            if level < 0:
                return False
        return level == 0

    def spoil(self, name, arguments):
        """Makes the call one that probably fails."""
        rng = self.rng
        roll = rng.random()
        if self.any_count(name) and "*" not in TABLE[name][0][0] and name not in FREE_COUNT and roll < 0.3:
            arguments.clear()
        elif self.any_count(name):
            bad = rng.choice(NO_FIELDS if roll < 0.8 else ('(fail "x")', "(index .Values.l0 99)", '("a")', "(atoi 1)"))
            arguments.insert(rng.randrange(len(arguments) + 1) if name not in ("and", "or") else 0, bad)
        elif roll < 0.3 or not arguments:
            arguments.append(self.literal(rng.choice(("str", "int", "nil"))))
        elif roll < 0.5:
            del arguments[rng.randrange(len(arguments))]
        else:
            at = rng.randrange(len(arguments))
            if roll < 0.7:
                arguments[at] = rng.choice(NO_FIELDS)
                return
            arguments[at] = rng.choice(
                (
                    self.operand(rng.choice(SUBTYPES["any"]), 0),
                    "nil",
                    ".Values.nope",
                    ".Values.nope.deeper",
                    "(dict)",
                    "(list)",
                    ".",
                    "$",
                    '(dict "a" 1)',
                    "1.5",
                    '"x"',
                    "true",
                    ".Files",
                    ".Capabilities.KubeVersion",
                    "(until 2)",
                    "(list 1 2 3)",
                    "-1",
                    "99999",
                )
            )

    @staticmethod
    def any_count(name):
        """Whether one argument more is no error."""
        return name == "default" or bool(TABLE[name][0]) and TABLE[name][0][-1][-1] in "*+"

    def pipeline(self, kind="any", depth=2):
        """Source of what may stand in an action."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.5:
            choices = (
                RESULTS[kind]
                if kind in RESULTS and kind != "any"
                else list(TABLE) if kind == "any" else RESULTS[rng.choice(SUBTYPES.get(kind, ("str",)))]
            )
            name = rng.choice(choices or ["default"])
            if name not in signatures.SLOW and name not in signatures.SHAPES:
                return self.call(name, depth - 1)
        source = self.operand(kind, depth)
        if source == "nil":
            return "print nil"
        if roll > 0.8:
            source += " | " + rng.choice(
                (
                    "quote",
                    "toString",
                    "upper",
                    'default "d"',
                    "toJson",
                    "toYaml",
                    "nindent 2",
                    'printf "%v"',
                    "kindOf",
                    "len",
                    "typeOf",
                    "trunc 5",
                    "b64enc",
                    "squote",
                    "trim",
                    "int",
                    "not",
                    "empty",
                    "list",
                    "first",
                    "toYaml | indent 4",
                    'replace "a" "b" | title',
                )
            )
        return source
