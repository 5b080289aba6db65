"""Nasty charts, each made to meet one limit. A case is a Case: how to make the chart, under which limits it runs and what its
error must be. `helm` says that the text is Helm's own (recorded from Helm 4.3.1, which ends by itself there)."""
import dataclasses
import gzip
import io
import json
import os
import tarfile
import typing

WALL_TIME = "wall_milliseconds="
WALL = WALL_TIME + "300"
TIME = "limit reached: wall time ({milliseconds} ms)"
CHART = "apiVersion: v2\nname: c\nversion: 1.0.0\n"

LOOP = "{{range until 100000}}{{range until 100000}}{{end}}{{end}}"
# Texts and values that are small to write and large to work on.
MAPS = '{{$d := dict "a" 1}}{{range until 60}}{{$d = dict "l" $d "r" $d}}{{end}}'
MAPS_TOO = '{{$e := dict "a" 1}}{{range until 60}}{{$e = dict "l" $e "r" $e}}{{end}}'
LISTS = "{{$d := list 1}}{{range until 60}}{{$d = list $d $d}}{{end}}{{$e := list 1}}{{range until 60}}{{$e = list $e $e}}{{end}}"
TEXT = '{{$t := repeat 30000000 "ab, "}}'
LINES = '{{$t := repeat 3000000 "ab: cd\\n"}}'
ITEMS = '{{$l := splitList "," (repeat 2000000 "b,a,")}}'
# An automaton of 2^900 states: RE2 goes on without one.
PATTERN = '{{$p := "[ab]*a[ab]{900}c"}}'
LETTERS = '{{$t := repeat 300000 "abaababbab"}}'
SELF = '{{$d := dict}}{{$_ := set $d "self" $d}}'
LARGE_SELF = '{{$d := dict "a" (repeat 100000 "x") "z" (list)}}{{$_ := set $d "z" (list 1 $d)}}'
FAR_SELF = ('{{$a := dict}}{{$d := dict "t" $a}}{{range until 3000}}{{$d = dict "l" (list $d) "k" .}}{{end}}{{$e := dict}}'
            '{{$f := dict "a" $e}}{{$_ := set $a "s" $f}}{{$_ := set $e "s" $f}}')


@dataclasses.dataclass
class Case:
    name: str
    limit: str  # which limit it meets
    template: str = "a: b\n"
    error: str = ""  # the end of the message; several lines are all looked for
    files: dict = dataclasses.field(default_factory=dict)
    limits: tuple = ()
    arguments: tuple = ()
    make: typing.Optional[typing.Callable] = None  # makes the chart in a folder and returns its path
    done: bool = False  # it renders
    helm: bool = False


def wall(name, template, **more):
    # A fast machine takes all steps that are usual in less time.
    return Case(name, "wall time", template, TIME, limits=(WALL, "steps=100000000000"), **more)


def action(text):
    """An action whose result is not printed."""
    return "{{$x := %s}}" % text


def memory(name, template, **more):
    return Case(name, "memory", template, "limit reached: memory (1073741824 bytes)", **more)


WALL_CASES = [
    wall("loop", "{{range until 100000}}{{range until 100000}}{{end}}{{end}}"),
    wall("loop that prints", "{{range until 100000}}{{range until 10000}}{{.}}{{end}}{{end}}", ),
    wall("include in a loop", '{{define "x"}}{{.}}{{end}}{{range until 10000000}}{{include "x" .}}{{end}}'),
    wall("tpl in a loop", '{{range until 10000000}}{{tpl "{{.}}" .}}{{end}}'),
    wall("tpl of other texts", '{{range until 10000000}}{{tpl (printf "{{ add 1 %d }}" .) $}}{{end}}'),
    wall("long template", "{{ .Values.a }}\n" * 6_000_000),
    wall("long tpl", '{{tpl (repeat 10000000 "{{ .Values.a }}\\n") .}}'),
    wall("regexMatch without an automaton", PATTERN + LETTERS + action("regexMatch $p $t")),
    wall("regexFindAll, quadratic", '{{$t := repeat 3000000 "a"}}' + action('regexFindAll "a(.*z)?" $t -1')),
    wall("regexReplaceAll, long", TEXT + action('regexReplaceAll "(a)|(b)" $t "$2$1"')),
    wall("regexSplit, long", TEXT + action('regexSplit "[ab]" $t -1')),
    wall("regexMatch, many patterns", '{{range until 1000000}}{{$x := regexMatch (printf "(a|b%d){500}x{500}" .) "abab"}}{{end}}'),
    wall("sortAlpha", ITEMS + action("sortAlpha $l")),
    wall("uniq", action("uniq (until 500000)")),
    wall("without", action("without (until 3000000) 1 2 3 4 5 6 7 8 9")),
    wall("has in a loop", "{{$l := until 100000}}{{range $l}}{{$x := has -1 $l}}{{end}}"),
    wall("append in a loop", "{{$l := list}}{{range until 10000000}}{{$l = prepend $l .}}{{end}}"),
    wall("toYaml of shared maps", MAPS + action("toYaml $d"), ),
    wall("toYamlPretty of shared maps", MAPS + action("toYamlPretty $d")),
    wall("toJson of shared maps", MAPS + action("toJson $d")),
    wall("toPrettyJson of shared maps", MAPS + action("toPrettyJson $d")),
    wall("toToml of shared maps", MAPS + action("toToml $d")),
    wall("printf of shared maps", MAPS + action('printf "%v" $d')),
    wall("printf %#v of shared maps", MAPS + action('printf "%#v" $d')),
    wall("print of shared lists", LISTS + "{{$d}}"),
    wall("deepCopy of shared maps", MAPS + action("deepCopy $d")),
    wall("mustDeepCopy of shared lists", LISTS + action("mustDeepCopy $d")),
    wall("merge of shared maps", MAPS + MAPS_TOO + action("merge (dict) $d $e")),
    wall("mergeOverwrite of shared maps", MAPS + MAPS_TOO + action("mergeOverwrite $d $e")),
    wall("deepEqual of shared lists", LISTS + action("deepEqual $d $e")),
    wall("has among shared lists", LISTS + action("has $d (list $e)")),
    wall("toStrings of shared lists", LISTS + action("toStrings (list $d $e)")),
    wall("join of shared lists", LISTS + action('join "," (list $d $e)')),
    wall("genPrivateKey rsa", "{{range until 1000}}" + action('genPrivateKey "rsa"') + "{{end}}"),
    wall("genPrivateKey dsa", "{{range until 1000}}" + action('genPrivateKey "dsa"') + "{{end}}"),
    wall("genPrivateKey ecdsa", "{{range until 100000}}" + action('genPrivateKey "ecdsa"') + "{{end}}"),
    wall("genCA", "{{range until 1000}}" + action('genCA "x" 1') + "{{end}}"),
    wall("genSignedCert", '{{$ca := genCA "x" 1}}{{range until 1000}}' + action('genSignedCert "x" nil nil 1 $ca') + "{{end}}"),
    wall("bcrypt", "{{range until 1000}}" + action('bcrypt "x"') + "{{end}}"),
    wall("htpasswd", "{{range until 1000}}" + action('htpasswd "x" "y"') + "{{end}}"),
    wall("derivePassword", "{{range until 1000}}" + action('derivePassword 1 "long" "a" "b" "c"') + "{{end}}"),
    wall("sha256sum", TEXT + "{{range until 100}}" + action("sha256sum $t") + "{{end}}"),
    wall("encryptAES", TEXT + "{{range until 100}}" + action('encryptAES "k" $t') + "{{end}}"),
    wall("b64enc", TEXT + "{{range until 100}}" + action("b64enc $t") + "{{end}}"),
    wall("b32enc", TEXT + "{{range until 100}}" + action("b32enc $t") + "{{end}}"),
    wall("semverCompare in a loop", '{{$c := repeat 60 ">1.2.3, "}}{{range until 1000000}}' +
         action('semverCompare (print $c ">1") "1.2.3"') + "{{end}}"),
    wall("repeat", action('len (repeat 900000000 "x")')),
    wall("replace", TEXT + action('replace "," "----" $t')),
    wall("title", TEXT + action("title $t")),
    wall("camelcase", TEXT + action("camelcase $t")),
    wall("wrap", TEXT + action("wrap 10 $t")),
    wall("indent", LINES + "{{range until 100}}" + action("indent 3 $t") + "{{end}}"),
    wall("nospace", TEXT + action("nospace $t")),
    wall("quote", TEXT + action("quote $t $t")),
    wall("shuffle", TEXT + action("shuffle $t")),
    wall("initials", TEXT + action("initials $t")),
    wall("untitle", TEXT + "{{range until 100}}" + action("untitle $t") + "{{end}}"),
    wall("randAlphaNum", action("randAlphaNum 100000000")),
    wall("seq", "{{range until 100000}}" + action("seq 1 100000") + "{{end}}"),
    wall("untilStep", "{{range until 100000}}" + action("untilStep 0 1000000 1") + "{{end}}"),
    wall("fromYaml", LINES + action("fromYaml $t")),
    wall("fromYamlArray", '{{$t := repeat 300000 "- a\\n"}}{{range until 1000}}' + action("fromYamlArray $t") + "{{end}}"),
    wall("fromYaml, flow", action('fromYaml (print "{a: [" (repeat 5000000 "{},") "]}")')),
    wall("fromYaml, quoted", action('fromYaml (print "a: \\"" (repeat 50000000 "x\\\\n") "\\"")')),
    wall("fromYaml, plain", action('fromYaml (print "a: " (repeat 30000000 "x\\n "))')),
    wall("fromYaml, comments", action('fromYaml (repeat 30000000 "# xyz\\n")')),
    wall("fromJson", action('fromJson (print "{\\"a\\":[" (repeat 8000000 "{},") "1]}")')),
    wall("fromJsonArray, texts", action('fromJsonArray (print "[" (repeat 8000000 "\\"a\\",") "1]")')),
    wall("fromJson, one text", action('fromJson (print "{\\"a\\":\\"" (repeat 50000000 "\\\\n") "\\"}")')),
    wall("fromToml", action('fromToml (print "a = [" (repeat 8000000 "1,") "]")')),
    wall("fromToml, tables", "{{range until 100}}" + action('fromToml (repeat 100000 "[[a]]\\nb=1\\n")') + "{{end}}"),
    wall("dict with many keys", "{{$d := dict}}{{range until 10000000}}{{$_ := set $d (toString .) .}}{{end}}"),
    wall("keys sorted", "{{$d := dict}}{{range until 100000}}{{$_ := set $d (toString .) .}}{{end}}{{range until 1000000}}" +
         action("keys $d | sortAlpha") + "{{end}}"),
    wall("pick", "{{$d := dict}}{{range until 100000}}{{$_ := set $d (toString .) .}}{{end}}{{range until 1000000}}" +
         action("values $d") + action('omit $d "1"') + "{{end}}"),
    wall("urlParse", '{{$u := print "http://h/?" (repeat 20000000 "a=b&")}}' + "{{range until 100}}" + action("urlParse $u") + "{{end}}"),
    wall("toDecimal", action('toDecimal (repeat 50000000 "7")') + "{{range until 10000000}}{{end}}{{range until 10000000}}{{end}}"),
    wall("decimal multiplication", '{{$n := 1.5}}{{range until 10000000}}{{$n = mulf $n 1.0000001}}{{end}}'),
    wall("round", "{{range until 10000000}}" + action("round 1.23456789 100000") + "{{end}}"),
    wall("output that is parsed", "{{range until 1000000}}---\na: {b: c}\n{{end}}"),
    wall("one document that is parsed", "a:\n{{range until 3000000}}- {b: c}\n{{end}}"),
    wall("Files.Glob", '{{range until 1000000}}{{$x := $.Files.Glob "**"}}{{end}}',
         files={"f/%d/%d" % (i, i): "x" for i in range(500)}),
    wall("Files.Glob, pattern", '{{range until 1000000}}{{$x := $.Files.Glob "{*a,*b,?*}*{c*,*d}*x*y*z*"}}{{end}}',
         files={"f/%s" % ("abcd" * 40 + str(i)): "x" for i in range(200)}),
    wall("Files.AsConfig", '{{range until 1000000}}{{$x := ($.Files.Glob "**").AsConfig}}{{end}}',
         files={"f/%d" % i: "x: y\n" * 1000 for i in range(20)}),
    wall("Files.Lines", '{{range until 1000000}}{{$x := $.Files.Lines "f"}}{{end}}', files={"f": "x\n" * 100000}),
    wall("Capabilities.APIVersions.Has", '{{range until 10000000}}{{$x := $.Capabilities.APIVersions.Has "x"}}{{end}}'),
]

LOAD_CASES = [
    wall("values.yaml, large", "a: b", files={"values.yaml": "a:\n" + "- {b: [c, 1.5, x y]}\n" * 1_500_000}),
    wall("Chart.yaml, large", "a: b", files={"Chart.yaml": CHART + "keywords:\n" + "- a\n" * 8_000_000}),
    wall("values.schema.json, large", "a: b",
         files={"values.schema.json": '{"properties":{' + ",".join('"a%d":{"type":"string"}' % i for i in range(600_000)) + "}}"}),
    wall("schema of shared choices", "a: b", files={"values.yaml": "a: 1\n", "values.schema.json": json.dumps(
        {"$ref": "#/$defs/d0", "$defs": {**{"d%d" % i: {"anyOf": [{"$ref": "#/$defs/d%d" % (i + 1)}] * 2} for i in range(40)},
                                         "d40": False}})}),
    wall("Files.Glob of a long pattern", action('.Files.Glob (repeat 100000 "x*")')),
    wall("loop below 9,990 tpl calls", '{{tpl .Values.t (dict "n" 0 "t" .Values.t "Template" .Template)}}', files={
        "values.yaml": "t: '{{if lt (int .n) 9990}}{{tpl .t (dict \"n\" (add .n 1) \"t\" .t \"Template\" .Template)}}{{else}}%s{{end}}'\n" % LOOP}),
    wall("loop below 9,990 includes", "".join('{{define "x%d"}}{{if lt (int .n) 9990}}{{include "x%d" (dict "n" (add .n 1))}}{{else}}%s{{end}}{{end}}' %
                                              (i, (i + 1) % 100, LOOP) for i in range(100)) + '{{include "x0" (dict "n" 0)}}'),
    wall("loop below 99,900 templates", '{{define "x"}}{{if lt (int .n) 99900}}{{template "x" (dict "n" (add .n 1))}}{{else}}%s{{end}}{{end}}'
         '{{template "x" (dict "n" 0)}}' % LOOP),
    wall("schema with uniqueItems", "a: b", files={
        "values.yaml": "a: [" + ",".join("{x: %d}" % i for i in range(3_000_000)) + "]\n",
        "values.schema.json": '{"properties":{"a":{"uniqueItems":true}}}'}),
    wall("schema with a slow pattern", "a: b", files={
        "values.yaml": "a: " + "abaababbab" * 300_000 + "\n",
        "values.schema.json": '{"properties":{"a":{"pattern":"[ab]*a[ab]{900}c"}}}'}),
]


def in_archive(add, folder, level=9):
    path = os.path.join(folder, "c.tgz")
    with gzip.open(path, "wb", level) as packed, tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        def put(name, data=b"", **fields):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            for field, value in fields.items():
                setattr(entry, field, value)
            tar.addfile(entry, io.BytesIO(data))
        put("c/Chart.yaml", CHART.encode())
        add(put)
    return path


def bomb(size, **fields):
    return lambda folder: in_archive(lambda put: put("c/x", bytes(size), **fields), folder)


def hidden_bomb(folder):
    """The data of an entry that is passed over, unpacked all the same."""
    path = os.path.join(folder, "c.tgz")
    header = tarfile.TarInfo("c/d")
    header.type, header.size = tarfile.DIRTYPE, 0
    block = bytearray(header.tobuf(tarfile.USTAR_FORMAT))
    block[156:157] = b"7"
    block[100:108] = b"0040755\0"
    block[124:136] = b"00100000000\0"  # 16 MiB
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    with gzip.open(path, "wb", 1) as packed:
        piece = bytes(16 << 20)
        for _ in range(40):
            packed.write(bytes(block))
            packed.write(piece)
    return path


def many_entries(count):
    return lambda folder: in_archive(lambda put: [put("c/f/%d" % i) for i in range(count)], folder, 1)


def folder_with(make):
    def build(folder):
        path = os.path.join(folder, "c")
        os.makedirs(os.path.join(path, "templates"))
        with open(os.path.join(path, "Chart.yaml"), "w") as out:
            out.write(CHART)
        make(path)
        return path
    return build


def linked_folders(path):
    os.symlink(".", os.path.join(path, "a"))
    os.symlink(".", os.path.join(path, "b"))


def many_files(path):
    os.mkdir(os.path.join(path, "f"))
    for i in range(3000):
        open(os.path.join(path, "f", str(i)), "w").close()


CHART_CASES = [
    Case("gzip bomb", "archive size", make=bomb(200 << 20), error="unable to load chart archive"),
    Case("gzip bomb in charts/", "archive size", make=folder_with(lambda path: (
        os.mkdir(os.path.join(path, "charts")), bomb(200 << 20)(os.path.join(path, "charts")))),
        error="decompressed chart is larger than the maximum size 104857600"),
    Case("gzip bomb in a skipped entry", "wall time", make=hidden_bomb, limits=(WALL,), error=TIME),
    Case("a million entries", "archive files", make=many_entries(1_000_000), error="limit reached: files of a chart (100000 files)"),
    Case("a million entries, in time", "wall time", make=many_entries(1_000_000),
         limits=(WALL_TIME + "100", "archive_files=10000000"), error=TIME),
    Case("many files", "archive files", make=folder_with(many_files), limits=("archive_files=1000",),
         error="limit reached: files of a chart (1000 files)"),
    Case("folders linked in circles", "clean", make=folder_with(linked_folders), error="too many levels of symbolic links"),
    Case("a large file", "archive size", files={"f": "x" * 2_000_000}, limits=("archive_bytes=1000000",),
         error="chart exceeds maximum decompressed size of 1000000 bytes"),
    Case("a link to /dev/zero", "clean", make=folder_with(lambda path: os.symlink("/dev/zero", os.path.join(path, "f"))),
         error="cannot load irregular file {chart}/f as it has file mode type bits set", helm=True),
    Case("a FIFO", "clean", make=folder_with(lambda path: os.mkfifo(os.path.join(path, "f"))),
         error="cannot load irregular file {chart}/f as it has file mode type bits set", helm=True),
    Case(".helmignore is /dev/zero", "clean", error="bufio.Scanner: token too long", helm=True,
         make=folder_with(lambda path: os.symlink("/dev/zero", os.path.join(path, ".helmignore")))),
    Case(".helmignore is a FIFO", "clean", error="cannot load irregular file {chart}/.helmignore as it has file mode type bits set",
         make=folder_with(lambda path: os.mkfifo(os.path.join(path, ".helmignore")))),
]

LAUGHS = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    "a%d: &a%d [%s]\n" % (i, i, ",".join(["*a%d" % (i - 1)] * 9)) for i in range(1, 10))

OTHER_CASES = [
    memory("until 100000000", action("until 100000000")),
    memory("repeat 2000000000", action('repeat 2000000000 "x"')),
    memory("doubling a text", '{{$t := "x"}}{{range until 40}}{{$t = print $t $t}}{{end}}'),
    memory("doubling a list", "{{$l := list 1}}{{range until 40}}{{$l = concat $l $l}}{{end}}"),
    memory("lists of lists", "{{$l := list}}{{range until 10000000}}{{$l = append $l (until 1000)}}{{end}}",
           limits=("steps=100000000000",)),
    memory("printf with widths", '{{$x := ""}}{{range until 3000}}{{$x = print $x (printf "%999999d" 1)}}{{end}}'),
    memory("indent with many blanks", action('indent 100000 (repeat 100000 "\\n")')),
    memory("replace of every place", action('replace "" (repeat 100000 "x") (repeat 100000 "y")')),
    memory("regexReplaceAll that grows", action('regexReplaceAll "y" (repeat 100000 "y") (repeat 100000 "x")')),
    memory("wrapWith", action('wrapWith 1 (repeat 100000 "x") (repeat 100000 "y")')),
    memory("join", action('join (repeat 100000 "x") (until 100000)')),
    memory("toJson of many", '{{$t := repeat 10000000 "x"}}{{$l := list}}{{range until 200}}{{$l = append $l $t}}{{end}}' +
           action("toJson $l")),
    memory("toYaml of many", '{{$t := repeat 10000000 "x"}}{{$l := list}}{{range until 200}}{{$l = append $l $t}}{{end}}' +
           action("toYaml $l")),
    memory("randBytes", action("randBytes 1000000000")),
    memory("seq", action("seq 1 1000000000")),
    memory("tpl of a large text", '{{tpl (repeat 30000000 "{{.}}") 1}}', limits=("output_bytes=4000000000",)),
    Case("output", "output", '{{$t := repeat 1000000 "x"}}{{range until 1000}}{{$t}}{{end}}',
         "limit reached: output (268435456 bytes)"),
    Case("output through include", "output", '{{define "x"}}{{repeat 1000000 "x"}}{{end}}{{range until 1000}}{{include "x" .}}{{end}}',
         "limit reached: output (268435456 bytes)"),
    Case("doubling by include", "output", "".join('{{define "x%d"}}{{template "x%d"}}{{template "x%d"}}{{end}}' % (i, i + 1, i + 1)
                                                  for i in range(60)) + '{{define "x60"}}xxxxxxxx{{end}}{{template "x0"}}',
         "limit reached: output (1000000 bytes)", limits=("output_bytes=1000000",)),
    Case("steps", "steps", "{{range until 100000}}{{range until 100000}}{{end}}{{end}}", "limit reached: steps (1000000 steps)",
         limits=("steps=1000000",)),
    Case("include of itself", "include depth", '{{define "x"}}{{include "x" .}}{{end}}{{include "x" .}}',
         'error calling include:\n'
         'rendering template has a nested reference name: x: unable to execute template', helm=True),
    Case("include of itself, fewer", "include depth", '{{define "x"}}{{include "x" .}}{{end}}{{include "x" .}}',
         'rendering template has a nested reference name: x: unable to execute template', limits=("include_depth=10",)),
    Case("template of itself", "template depth", '{{define "x"}}{{template "x" .}}{{end}}{{template "x" .}}',
         "exceeded maximum template depth (100000)", helm=True),
    Case("template of itself, fewer", "template depth", '{{define "x"}}{{template "x" .}}{{end}}{{template "x" .}}',
         "exceeded maximum template depth (10)", limits=("template_depth=10",)),
    Case("tpl of itself by values", "call depth", "{{tpl .Values.t .}}",
         "limit reached: call depth (10000 include and tpl calls inside each other)", files={"values.yaml": "t: '{{tpl .Values.t .}}'\n"}),
    Case("tpl of itself, fewer", "call depth", "{{tpl .Values.t .}}",
         "limit reached: call depth (10 include and tpl calls inside each other)", limits=("call_depth=10",),
         files={"values.yaml": "t: '{{tpl .Values.t .}}'\n"}),
    Case("tpl and include in turn", "call depth", '{{define "x"}}{{tpl .Values.t .}}{{end}}{{include "x" .}}',
         "rendering template has a nested reference name: x: unable to execute template",
         files={"values.yaml": "t: '{{include \"x\" .}}'\n"}, helm=True),
    Case("includes of many names", "call depth", "".join('{{define "x%d"}}{{include "x%d" .}}{{end}}' % (i, (i + 1) % 100) for i in range(100)) +
         '{{include "x0" .}}', "limit reached: call depth (10000 include and tpl calls inside each other)"),
    # Every tpl starts to count its templates anew.
    Case("templates inside tpl", "nesting depth", '{{define "x"}}{{if lt (int .n) 90000}}{{template "x" (dict "n" (add .n 1) "v" .v)}}'
         '{{else}}{{tpl .v.t .}}{{end}}{{end}}{{template "x" (dict "n" 0 "v" .Values)}}', "limit reached: nesting depth",
         files={"values.yaml": "t: '{{template \"x\" (dict \"n\" 0 \"v\" .v)}}'\n"}),
    Case("30,000 parentheses", "clean", "{{" + "(" * 30000 + "1" + ")" * 30000 + "}}", "max expression depth exceeded", helm=True),
    Case("regex size", "regex size", action('regexMatch "(\\\\pL{100}x){10}" "a"'), "limit reached: size of the regular expression",
         limits=("regex_bytes=100000",)),
    Case("billion laughs", "alias expansion", files={"values.yaml": LAUGHS},
         error="yaml: document contains excessive aliasing", helm=True),
    Case("aliases, fewer", "alias expansion", files={"values.yaml": "a: &a [x,x,x]\nb: [*a,*a,*a,*a,*a]\n"}, limits=("alias_nodes=10",),
         error="limit reached: expansion of YAML aliases (10 nodes)"),
    Case("10,001 lists of YAML", "nesting depth", 'x: {{fromYaml (print "a: " (repeat 10001 "[")) | toString | quote}}',
         "map[Error:error converting YAML to JSON: yaml: exceeded max depth of 10000]", done=True, helm=True),
    Case("values nested deep", "nesting depth", files={"values.yaml": "a: " + "[" * 10001 + "]" * 10001 + "\n"},
         error="exceeded max depth of 10000", helm=True),
    Case("values nested, fewer", "nesting depth", files={"values.yaml": "a: [[[[[[[]]]]]]]\n"}, limits=("nesting_depth=5",),
         error="limit reached: nesting depth (5 levels)"),
    Case("toJson nested, fewer", "nesting depth", "{{$d := list}}{{range until 10}}{{$d = list $d}}{{end}}" + action("mustToJson $d"),
         limits=("nesting_depth=5",), error="limit reached: nesting depth (5 levels)"),
    Case("TOML keys of 10,000 parts", "clean", 'x: {{fromToml (print (repeat 10000 "a.") "b = 1") | toJson | len}}', "x: 60007", done=True, helm=True),
    Case("TOML lists in lists", "nesting depth", "x: " + action('fromToml (print "a = " (repeat 100001 "["))'),
         "limit reached: nesting depth (100000 levels)"),
    Case("TOML tables in tables", "memory", "x: " + action('fromToml (print "a = " (repeat 90000 "{a = "))'), "limit reached: memory (1073741824 bytes)"),
    Case("schema that refers to itself", "clean", files={"values.schema.json": '{"$ref": "#"}'},
         error="values don't meet the specifications of the schema(s)"),
    Case("toYaml of a map in itself", "clean", SELF + "x: {{toYaml $d | quote}}", 'x: ""', done=True),
    Case("toJson of a map in itself", "clean", SELF + "x: {{toJson $d | quote}}", 'x: ""', done=True),
    Case("mustToJson of a map in itself", "clean", SELF + "{{mustToJson $d}}",
         "json: unsupported value: encountered a cycle via map[string]interface {}", helm=True),
    Case("mustToYaml of a map in itself", "clean", SELF + "{{mustToYaml $d}}",
         "error marshaling into JSON: json: unsupported value: encountered a cycle via map[string]interface {}", helm=True),
    *[Case(name + " of " + what, "nesting depth", made + template, "limit reached: nesting depth (a map contains itself)")
      for what, made in (("a map in itself", SELF), ("a large map in itself", LARGE_SELF), ("a map in itself far down", FAR_SELF))
      for name, template in {
          "toYamlPretty": "{{toYamlPretty $d}}", "toToml": "{{toToml $d}}", "printf": '{{printf "%v" $d}}', "print": "{{$d}}",
          "quote": "{{quote $d}}", "toString": "{{toString $d}}", "deepCopy": "{{deepCopy $d}}", "merge": "{{merge (dict) $d}}",
          "join": '{{join "," (list $d)}}', "printf %#v": '{{printf "%#v" $d}}', "html": "{{html $d}}", "cat": "{{cat $d}}",
          "print of values": "{{print $d}}", "println": "{{println 1 $d}}", "js": "{{js $d}}", "urlquery": "{{urlquery $d}}", "eq": "{{eq $d $d}}",
          "list": "{{list $d}}", "squote": "{{squote $d}}", "toStrings": "{{toStrings (list $d)}}"}.items()],
    Case("a finite merge of a map in itself", "clean", SELF + '{{$e := merge (dict "self" (dict "self" (dict "x" 1))) $d}}x: {{$e.self.self.x}}',
         "x: 1", done=True, helm=True),
    Case("deepEqual of maps in themselves", "clean", SELF + '{{$e := dict}}{{$_ := set $e "self" $e}}x: {{deepEqual $d $e}}', "x: true",
         done=True),
    Case("a release with --set lists", "memory", arguments=("--set", ",".join("a%d[65536]=1" % i for i in range(2000))),
         error="limit reached: memory (1073741824 bytes)"),
]

CASES = WALL_CASES + LOAD_CASES + CHART_CASES + OTHER_CASES
