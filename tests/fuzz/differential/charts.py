"""Whole charts: subcharts with conditions, tags, aliases and import-values, coalesced values, schemas, library charts."""

import copy
import json

import documents
import literals
import schemas
from model import Case

NAMES = ("sub", "lib", "db", "sub2")
RANGES = (
    "1.2.3",
    ">=1.0.0",
    "^1.2",
    "~1.2.0",
    "1.x",
    "*",
    "",
    ">2",
    "1.2 - 1.4",
    "x.y",
    ">=1.0.0-0",
    "!=1.2.3",
    "1.2.3 || 2.0.0",
    "^0.1",
)
CONDITIONS = (
    "{0}.enabled",
    "{0}.enabled,global.{0}.enabled",
    "enabled",
    "missing.path",
    "{0}.b",
    "global.on",
    "",
    " {0}.enabled",
    "{0}",
    "{0}.enabled.x",
    "tags.front",
    "{0}.a, {0}.enabled",
)
TAGS = (["front"], ["front", "back"], ["back"], [], ["x"])
PRINT = "{{ .Chart.Name }}@{{ .Template.Name }}:\n{{ toYaml .Values | indent 2 }}\n"
TEMPLATES = (
    PRINT,
    PRINT,
    "{{ toJson .Values }}\n",
    "{{ range $k, $v := .Values }}{{ $k }}: {{ typeOf $v }}\n{{ end }}",
    "x: {{ .Values.global | toJson }}\ny: {{ .Values.a | quote }}\n",
    "{{ .Subcharts | toJson }}\n",
    "{{ range $n, $s := .Subcharts }}{{ $n }}: {{ $s.Chart.Name }} {{ toJson $s.Values }}\n{{ end }}",
    '{{ include "lib.name" . }}\n',
    '{{ include "shared" . }}\n',
    '{{ set .Values "made" .Chart.Name | toJson }}\n',
    "{{ .Values.sub.a }}\n",
    "{{ .Values.a.b }}\n",
    "{{ .Chart.Dependencies | len }}\n",
    "{{ .Release.Name }}-{{ .Chart.Version }}\n",
    '{{ $_ := set .Values.global "seen" .Chart.Name }}{{ toJson .Values.global }}\n',
)
SCALARS = (1, 0, "x", "", True, False, None, 3.5, "null", [1, 2], [], {}, "true", [{"a": 1}], -1, 1e6)


def scalar(rng):
    """One of SCALARS, the caller's own: a chart adds to its tables."""
    return copy.deepcopy(rng.choice(SCALARS))


def small_values(rng, depth=2):
    """A table over few keys, so that charts and users meet at the same paths."""
    table = {}
    for key in rng.sample(("a", "b", "c", "d"), rng.randrange(4)):
        table[key] = small_values(rng, depth - 1) if depth > 0 and rng.random() < 0.4 else scalar(rng)
    return table


class ChartMaker:
    """Builds the files of one chart tree; `met` tells which features it holds."""

    def __init__(self, rng):
        self.rng = rng
        self.met = {}
        self.files = {}

    def meet(self, label):
        self.met[label] = self.met.get(label, 0) + 1

    def values(self, children, is_root):
        rng = self.rng
        table = small_values(rng)
        for child in children:
            roll = rng.random()
            if roll < 0.6:
                table[child] = small_values(rng, 1)
                if rng.random() < 0.5:
                    table[child]["enabled"] = rng.choice((True, False, True, False, "true", None, 1))
                if rng.random() < 0.2:
                    table[child]["global"] = small_values(rng, 1)
                if None in table[child].values():
                    self.meet("values.null-for-subchart")
            elif roll < 0.7:
                table[child] = rng.choice((None, "x", 1, [], True))
                self.meet("values.scalar-for-subchart" if table[child] is not None else "values.null-subchart")
        if rng.random() < 0.4:
            self.meet("values.global")
            table["global"] = small_values(rng, 2) if rng.random() < 0.93 else scalar(rng)
            if isinstance(table["global"], dict) and rng.random() < 0.4:
                table["global"].update({"on": rng.random() < 0.5, "sub": {"enabled": rng.random() < 0.5}})
        if is_root and rng.random() < 0.35:
            self.meet("dependency.tag-values")
            table["tags"] = (
                {name: rng.choice((True, False, True, False, "yes", None)) for name in rng.sample(("front", "back", "x"), 2)}
                if rng.random() < 0.95
                else scalar(rng)
            )
        if rng.random() < 0.25:
            self.meet("values.exports")
            table["exports"] = {"data": small_values(rng, 1), "other": rng.choice((small_values(rng, 1), "x", None))}
        return table

    def import_values(self):
        rng = self.rng
        items = []
        for _ in range(rng.choice((1, 1, 2))):
            if rng.random() < 0.5:
                self.meet("dependency.import-export")
                items.append(rng.choice(("data", "other", "none", "data")))
            else:
                self.meet("dependency.import-child-parent")
                items.append(
                    {
                        "child": rng.choice(("a", "b", "exports.data", "a.b", "none", "c", "global", ".")),
                        "parent": rng.choice(("a", "imported", "imported.deep", ".", "b", "global", "c.d")),
                    }
                )
        return items if rng.random() < 0.96 else rng.choice(([1], [{"child": 1, "parent": "x"}], [{"child": "a"}], [None]))

    def dependency(self, name, version):
        rng = self.rng
        entry = {"name": name, "version": rng.choice(("1.2.3", "1.2.3", ">=1.0.0", "*") + RANGES)}
        self.meet("dependency.exact" if entry["version"] == version else "dependency.range")
        key = name
        if rng.random() < 0.3:
            self.meet("dependency.alias")
            entry["alias"] = key = rng.choice(("al", "other", "sub", "a", "al2"))
            if rng.random() < 0.03:
                entry["alias"] = rng.choice(("a b", "a.b", "", "é"))
        if rng.random() < 0.45:
            self.meet("dependency.condition")
            entry["condition"] = rng.choice(CONDITIONS).format(key)
            if "," in entry["condition"]:
                self.meet("dependency.condition-list")
        if rng.random() < 0.35:
            self.meet("dependency.tags")
            entry["tags"] = rng.choice(TAGS)
        if rng.random() < 0.35:
            entry["import-values"] = self.import_values()
        if rng.random() < 0.15:
            entry["repository"] = rng.choice(("https://charts.example.com", "file://../x", "alias:x", ""))
        if rng.random() < 0.05:
            entry["enabled"] = rng.choice((True, False))
        return key, entry

    def chart(self, folder, name, depth, is_root=False):
        """Writes one chart and its subcharts under `folder`."""
        rng = self.rng
        library = not is_root and (name == "lib" or rng.random() < 0.05)
        head = {
            "apiVersion": rng.choice(("v2",) * 9 + ("v1",)),
            "name": name,
            "version": rng.choice(("1.2.3", "1.2.3", "1.2.3", "2.0.0", "1.3.0-beta")),
        }
        if library and head["apiVersion"] == "v2":
            self.meet("dependency.library")
            head["type"] = "library"
        children, keys, entries = [], [], []
        if depth > 0:
            children = rng.sample(NAMES, rng.choice((0, 1, 1, 2, 2, 3) if is_root else (0, 0, 1)))
        for child in children:
            self.meet("dependency.nested" if not is_root else "dependency.child")
            for _ in range(rng.choice((1, 1, 1, 1, 2))):
                key, entry = self.dependency(child, "1.2.3")
                keys.append(key)
                entries.append(entry)
            if rng.random() < 0.08:
                entries = [e for e in entries if e["name"] != child]
                self.meet("dependency.undeclared")
        if rng.random() < 0.04:
            entries.append({"name": "absent", "version": "1"})
            self.meet("dependency.absent")
        if entries and head["apiVersion"] == "v2":
            head["dependencies"] = entries
        elif entries:
            self.meet("dependency.requirements-yaml")
            self.files[folder + "requirements.yaml"] = json.dumps({"dependencies": entries})
        self.files[folder + "Chart.yaml"] = json.dumps(head)
        self.bodies(folder, name, keys, is_root, library)
        for child in children:
            self.chart(folder + "charts/%s/" % child, child, depth - 1)

    def bodies(self, folder, name, keys, is_root, library):
        rng = self.rng
        if rng.random() < 0.85:
            table = self.values(keys, is_root)
            text = json.dumps(table)
            if rng.random() < 0.08:
                self.meet("values.documents")
                text += "\n---\n" + json.dumps(small_values(rng))
            elif rng.random() < 0.05:
                text = documents.yaml_text(rng)
            self.files[folder + "values.yaml"] = text
        for number in range(rng.choice((1, 1, 2))):
            self.files[folder + "templates/t%d.yaml" % number] = rng.choice(TEMPLATES)
        if library or rng.random() < 0.2:
            self.files[folder + "templates/_h.tpl"] = '{{ define "%s" }}%s-{{ .Chart.Name }}{{ end }}' % (
                rng.choice(("lib.name", "shared")),
                name,
            )
        if rng.random() < 0.12:
            self.meet("schema.subchart" if not is_root else "schema.root")
            self.files[folder + "values.schema.json"] = json.dumps(schemas.schema(rng, 2))

    def user_values(self, keys=("sub", "db", "lib", "al", "sub2")):
        rng = self.rng
        table = self.values(rng.sample(keys, 2), True)
        if "null" in json.dumps(table):
            self.meet("values.null-by-user")
        if any(isinstance(v, dict) for v in table.values()):
            self.meet("values.table-by-user")
        return table


def chart_case(rng):
    maker = ChartMaker(rng)
    maker.chart("", "chart", 2, True)
    request = {"files": maker.files, "values": maker.user_values() if rng.random() < 0.8 else {}}
    if rng.random() < 0.1:
        request["skipSchemaValidation"] = True
    if rng.random() < 0.1:
        request["release"] = {
            "name": literals.word(rng),
            "namespace": "ns",
            "revision": rng.randrange(1, 4),
            "isUpgrade": rng.random() < 0.5,
        }
    return Case("chart", request, maker.met, {}, None)


def schema_case(rng):
    """Generated values against a generated schema."""
    schema = schemas.schema(rng, 3)
    text = json.dumps(schema, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.04:
        text = documents.damage(rng, text)
    data = schemas.instance(rng, schema, 3)
    request = {"template": "ok", "files": {"values.schema.json": text}, "values": data if isinstance(data, dict) else {"a": data}}
    return Case("schema", request, {"schema." + key: 1 for key in schemas.keywords(schema)}, {}, None)
