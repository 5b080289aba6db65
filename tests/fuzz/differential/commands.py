"""Whole command lines of `template`, `lint` and `show` over generated charts."""

import json

import charts
import documents
import literals
import schemas
import setflags
from model import Case

KINDS = (
    "ConfigMap",
    "Secret",
    "Service",
    "Deployment",
    "Namespace",
    "ServiceAccount",
    "ClusterRole",
    "Role",
    "RoleBinding",
    "Pod",
    "Job",
    "CronJob",
    "Ingress",
    "CustomResourceDefinition",
    "Widget",
    "PersistentVolume",
    "StatefulSet",
    "DaemonSet",
    "HorizontalPodAutoscaler",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "StorageClass",
    "APIService",
    "List",
    "PriorityClass",
    "ResourceQuota",
    "LimitRange",
    "IngressClass",
    "ValidatingWebhookConfiguration",
    "",
)
HOOKS = (
    "pre-install",
    "post-install",
    "pre-delete",
    "test",
    "test-success",
    "crd-install",
    "pre-install,post-upgrade",
    "nope",
    "",
    "post-upgrade",
    "pre-install, test",
)
NOT_YAML = (
    "a: b: c\n",
    "a:\n\t- x\n",
    "- a\nb: 1\n",
    "{a: 1\n",
    "a: 'x\n",
    "x\n",
    "kind: [\n",
    "a: *b\n",
    "a: 1\na: 2\n",
    "%bad\n",
    "a: |\n x\n y: z\n-\n",
    "@\n",
    'key: {{ "a: b: c" }}\n',
    "kind: 1\n",
    "metadata: x\n",
    "- 1\n",
    "kind: ConfigMap\nmetadata:\n  name: 1\n  annotations: x\n",
    "metadata:\n  annotations:\n    helm.sh/hook: 1\n",
)
METADATA = {
    "version": ("1.2", "x", "", "1.2.3+b", "v1.0.0", "1.2.3.4", 1, 1.5, None),
    "apiVersion": ("v3", "", "v1", None),
    "name": ("a/b", "", "A", "x" * 60, "a b", 1, "é"),
    "type": ("library", "application", "x", ""),
    "appVersion": (1.5, "x", 16, None, True),
    "kubeVersion": (">=1.20", "<1.10", "x", ">= 1.20.0-0", "", "^1.37", "1.x"),
    "deprecated": (True, "x"),
    "icon": ("http://x/i.png", "x", 1),
    "keywords": (["a"], "a", [1]),
    "maintainers": ([{"name": "n"}], [{"email": "e"}], [{"name": "n", "email": "bad", "url": "x"}], "x", [None]),
    "home": ("http://x", 1),
    "sources": (["http://x", "bad"], "x"),
    "annotations": ({"a": "b"}, {"a": 1}, "x"),
    "description": ("d", "two\nlines", 1),
    "extra": (1, "x"),
    "engine": ("gotpl", "x"),
    "dependencies": ([{"name": "x"}], "x", [{}], [None], [{"name": "a", "version": "1", "alias": "b c"}]),
}
IGNORES = (
    "*.txt",
    "templates/t0.yaml",
    "/values.yaml",
    "*",
    "!a",
    "dir/",
    "**/x",
    "a.txt",
    "#c",
    "",
    "[a",
    "templates",
    ".*",
    "charts/sub",
    "Chart.yaml",
    "*/*.txt",
    "/dir/*",
    "?.txt",
    "templates/",
    "[!a]*",
    "\\#x",
    " a.txt ",
    "x\\/",
    "/dir\\/",
    "!templates/x\\/",
)
SHOWN = (
    "templates/t0.yaml",
    "templates/t1.yaml",
    "templates/*.yaml",
    "t0.yaml",
    "none.yaml",
    "charts/sub/templates/t0.yaml",
    "charts/*/templates/*",
    "templates/NOTES.txt",
    "./templates/t0.yaml",
    "templates/_h.tpl",
    "",
    "crds/c.yaml",
    "[",
    "templates/",
)


class CommandMaker:
    def __init__(self, rng):
        self.rng = rng
        self.met = {}
        self.files = {}

    def meet(self, label):
        self.met[label] = 1

    def chart(self):
        rng = self.rng
        maker = charts.ChartMaker(rng)
        if rng.random() < 0.45:
            maker.chart("", "demo", 2, True)
            self.met.update({label: 1 for label in maker.met})
        else:
            maker.files = {
                "Chart.yaml": json.dumps({"apiVersion": "v2", "name": "demo", "version": "1.2.3"}),
                "templates/t0.yaml": charts.PRINT,
                "values.yaml": (
                    json.dumps(charts.small_values(rng))
                    if rng.random() < 0.6
                    else "a: 1\nb:\n  c: two\nlist:\n- name: x\n  port: 80\n- 2\nsub: {a: 1}\n"
                ),
            }
        parts = maker.files
        for chance, add in (
            (0.35, self.manifests),
            (0.12, self.broken),
            (0.15, self.notes),
            (0.12, self.crds),
            (0.15, self.ignore),
            (0.12, self.schema),
            (0.2, self.metadata),
            (0.1, self.odd_files),
        ):
            if rng.random() < chance:
                add(parts)
        self.files = {"chart/" + name: text for name, text in parts.items()}

    def manifests(self, parts):
        rng = self.rng
        for number in range(rng.randrange(1, 4)):
            documents_here = []
            for _ in range(rng.choice((1, 1, 2, 3))):
                kind = rng.choice(KINDS)
                head = {
                    "apiVersion": rng.choice(("v1", "v1", "apps/v1", "batch/v1", "extensions/v1beta1", "x.io/v1", "")),
                    "kind": kind,
                    "metadata": {"name": rng.choice(("a", "b", "demo", "A_B", ""))},
                }
                self.meet("chart.kinds")
                if rng.random() < 0.35:
                    self.meet("chart.hook")
                    head["metadata"]["annotations"] = {"helm.sh/hook": rng.choice(HOOKS)}
                    if rng.random() < 0.5:
                        self.meet("chart.hook-weight")
                        head["metadata"]["annotations"]["helm.sh/hook-weight"] = rng.choice(("1", "-5", "0", "x", "10", ""))
                    if rng.random() < 0.3:
                        head["metadata"]["annotations"]["helm.sh/hook-delete-policy"] = rng.choice(
                            ("hook-succeeded", "before-hook-creation,hook-failed", "x")
                        )
                    if rng.random() < 0.2:
                        head["metadata"]["annotations"]["helm.sh/hook-output-log-policy"] = rng.choice(("hook-succeeded", "x"))
                elif rng.random() < 0.1:
                    head["metadata"]["annotations"] = {"helm.sh/resource-policy": "keep", "helm.sh/depends-on": "x"}
                if kind == "List":
                    head["items"] = [{"kind": "ConfigMap", "metadata": {"name": "i"}}]
                if rng.random() < 0.1:
                    head["data"] = rng.choice((".Values", "{{ .Values.a }}", {"x": "{{ .Values.a | quote }}"}))
                documents_here.append(json.dumps(head) if rng.random() < 0.3 else block(head))
            if len(documents_here) > 1:
                self.meet("chart.documents")
            text = rng.choice(("---\n", "--- \n", "\n---\n", "---\n# c\n", "---\n---\n", "--- # c\n")).join(documents_here)
            text = rng.choice(("", "---\n", "# head\n", "\n\n", "{{- if true }}\n")) + text
            text += "{{- end }}\n" if "{{- if true" in text else rng.choice(("", "\n", "---\n", "...\n"))
            parts[
                "templates/%s.yaml" % rng.choice(("m%d" % number, "tests/m%d" % number, "A%d" % number, "z/y%d" % number, "_m"))
            ] = text

    def broken(self, parts):
        self.meet("chart.not-yaml")
        parts["templates/%s" % self.rng.choice(("bad.yaml", "t0.yaml", "bad.txt", "zz.yml", "bad.json"))] = self.rng.choice(
            NOT_YAML + ('{{ fail "f" }}', "{{ .Values.x.y }}", '{{ include "none" . }}', "{{", '{{ required "r" .Values.none }}')
        )

    def notes(self, parts):
        self.meet("chart.notes")
        parts["templates/NOTES.txt"] = self.rng.choice(
            ("Hello {{ .Release.Name }}\n", "x", '{{ fail "n" }}', "", "\n\nx\n\n", "{{ .Values.none.x }}")
        )
        if "charts/sub/Chart.yaml" in parts and self.rng.random() < 0.5:
            parts["charts/sub/templates/NOTES.txt"] = "sub notes\n"

    def crds(self, parts):
        self.meet("chart.crds")
        parts["crds/c.yaml"] = self.rng.choice(
            ("kind: CustomResourceDefinition\nmetadata:\n  name: c\n", "a: {{ x }}\n", "", "---\nx: 1\n---\ny: 2\n")
        )
        if self.rng.random() < 0.3:
            parts["crds/z/d.yaml"] = "b: 2"

    def ignore(self, parts):
        self.meet("chart.helmignore")
        rng = self.rng
        parts[".helmignore"] = "\n".join(rng.choice(IGNORES) for _ in range(rng.randrange(1, 4))) + rng.choice(("\n", ""))
        parts.update({"a.txt": "A\n", "dir/b.txt": "B\n", "x": "X", ".hidden": "H"})
        parts["templates/files.yaml"] = 'files:\n{{ range $p, $_ := .Files.Glob "**" }}- {{ $p }}\n{{ end }}'

    def schema(self, parts):
        self.meet("chart.schema")
        parts["values.schema.json"] = (
            json.dumps(schemas.schema(self.rng, 2))
            if self.rng.random() < 0.9
            else documents.damage(self.rng, json.dumps(schemas.schema(self.rng, 1)))
        )

    def metadata(self, parts):
        rng = self.rng
        head = json.loads(parts["Chart.yaml"])
        for key in rng.sample(sorted(METADATA), rng.choice((1, 1, 2))):
            head[key] = rng.choice(METADATA[key])
            self.meet("chart.kube-version" if key == "kubeVersion" else "chart.damaged-metadata")
        if rng.random() < 0.1:
            head.pop(rng.choice(sorted(head)))
        text = json.dumps(head) if rng.random() < 0.5 else block(head)
        parts["Chart.yaml"] = documents.damage(rng, text) if rng.random() < 0.15 else text

    def odd_files(self, parts):
        rng = self.rng
        name, text = rng.choice(
            (
                ("README.md", "# r\n"),
                ("Chart.lock", "dependencies: []\n"),
                ("templates/deep/er/x.yaml", "a: 1\n"),
                ("templates/x.yml", "a: 1\n"),
                ("templates/x.tpl", "a: 1\n"),
                ("values.yaml", documents.yaml_text(rng)),
                ("templates/empty.yaml", rng.choice(("", "  \n", "# c\n", "{{/* c */}}"))),
                ("requirements.yaml", "dependencies: []\n"),
                ("charts/x.txt", "x"),
                ("charts/_x/Chart.yaml", "x"),
                ("templates/b.yaml", "\ufeffa: 1\n"),
                ("charts/bad.tgz", "x"),
                ("charts/e/values.yaml", "a: 1"),
                ("ci/x-values.yaml", "a: 1\n"),
                ("Chart.lock", "x: ["),
                ("templates/crlf.yaml", "a: 1\r\n---\r\nb: 2\r\n"),
            )
        )
        parts[name] = text

    def flags(self, command):
        rng = self.rng
        arguments = []
        options = {
            "template": (
                ("--show-only", "-s"),
                ("--name-template",),
                ("--kube-version",),
                ("--api-versions", "-a"),
                ("--include-crds",),
                ("--no-hooks",),
                ("--skip-tests",),
                ("--output-dir",),
                ("--is-upgrade",),
                ("--debug",),
                ("--skip-schema-validation",),
                ("--release-name",),
                ("--namespace", "-n"),
                ("--generate-name",),
                ("--skip-crds",),
                ("--nope",),
            ),
            "lint": (
                ("--strict",),
                ("--quiet",),
                ("--with-subcharts",),
                ("--kube-version",),
                ("--skip-schema-validation",),
                ("--debug",),
                ("--namespace",),
            ),
        }.get(command, ())
        values = {
            "--show-only": SHOWN,
            "--name-template": ("x-{{ randAlpha 1 | len }}", "{{", "n", '{{ upper "a" }}', "{{ .Values }}", ""),
            "--kube-version": ("1.28.0", "v1.20", "1.37", "x", "", "1.2.3-gke.1", "9.9.9"),
            "--api-versions": ("x.io/v1", "a,b", "", "x.io/v1/Widget"),
            "--output-dir": ("out", "out/deep", "chart/x"),
            "--namespace": ("ns", "", "N S"),
        }
        for names in rng.sample(options, min(len(options), rng.choice((0, 0, 1, 1, 2)))):
            self.meet("command." + names[0].lstrip("-"))
            arguments.append(rng.choice(names))
            if names[0] in values:
                arguments.append(rng.choice(values[names[0]]))
        return arguments


def block(data):
    """Plain YAML of nested tables; inner lists in flow style."""

    def lines(table, pad):
        for key, value in table.items():
            if isinstance(value, dict) and value:
                yield "%s%s:\n" % (pad, key)
                yield from lines(value, pad + "  ")
            else:
                yield "%s%s: %s\n" % (pad, key, json.dumps(value))

    return "".join(lines(data, ""))


def command_case(rng):
    maker = CommandMaker(rng)
    maker.chart()
    command = rng.choice(("template",) * 7 + ("lint",) * 3 + ("show",))
    maker.meet("command." + command)
    if command == "show":
        arguments = ["show", rng.choice(("chart", "values", "readme", "crds", "all")), "chart"]
        return Case("command", {"files": maker.files, "args": arguments}, maker.met, {}, None)
    arguments = [command] + (["rel", "chart"] if command == "template" else ["chart"])
    if command == "template" and rng.random() < 0.12:
        arguments = ["template"] + rng.choice(
            (
                ["chart"],
                ["Bad_Name", "chart"],
                ["x" * 54, "chart"],
                ["rel", "none"],
                [],
                ["a", "b", "chart"],
                ["chart", "--generate-name"],
                ["", "chart"],
                ["a.b", "./chart/"],
            )
        )
    values, stdin = setflags.flags(rng, maker.files, maker.met)
    arguments += values + maker.flags(command)
    request = {"files": maker.files, "args": arguments}
    if stdin:
        request["stdin"] = stdin
    return Case("command", request, maker.met, {}, None)
