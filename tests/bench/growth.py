#!/usr/bin/env python3
"""Measures how the cost of a render grows: synthetic charts of several sizes along one axis each, and the exponent of
CPU time over size between the largest two.

    growth.py --render build/release/bin/render [--json FILE] [--most 1.15] [AXIS ...]
    growth.py --helm helm4 [--size N] AXIS ...   beside Helm, at one size: ratios of CPU time, outputs compared
    growth.py --write FOLDER AXIS SIZE           only write that chart

An exponent of 1 is a line. Fails when an axis is above --most, but for those of KNOWN, whose growth is told there.
"""
import argparse
import json
import math
import os
import pathlib
import sys
import tempfile

from launcher import Launcher

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What grows faster, and why.
KNOWN = {
    "depth": "each level indents all lines of those below: the text alone grows with the square",
}


class ChartWriter:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def put(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def chart(self, at="", name="grown", dependencies=()):
        text = "apiVersion: v2\nname: %s\nversion: 1.0.0\n" % name
        if dependencies:
            text += "dependencies:\n" + "".join("- name: %s\n  version: 1.0.0\n" % d for d in dependencies)
        self.put(at + "Chart.yaml", text)

    def template(self, body, name="one"):
        self.put("templates/%s.yaml" % name, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n%s\n"
                 % (name, body))


def tree(size):
    """About `size` bytes of values."""
    return "".join("group%d:\n  name: item-%d\n  enabled: true\n  ports:\n  - 80\n  - 443\n  labels:\n    a: x%d\n"
                   % (i, i, i) for i in range(size // 85))


def templates(chart, size):
    for i in range(size):
        chart.template("  v: {{ .Release.Name | quote }}", "t%d" % i)


def defines(chart, size):
    chart.put("templates/_d.tpl", "".join('{{ define "d%d" }}{{ .Chart.Name }}{{ end }}\n' % i for i in range(size)))
    chart.template("".join('  k%d: {{ include "d%d" . }}\n' % (i, i) for i in range(size)))


def documents(chart, size):
    kinds = ("Service", "ConfigMap", "Deployment", "Secret", "Role", "Job")
    chart.put("templates/d.yaml", "{{ range $i := until %d }}\n---\napiVersion: v1\nkind: {{ index (list %s) "
              "(mod (mul $i 7) 6) }}\nmetadata:\n  name: n{{ $i }}\n{{ end }}\n"
              % (size, " ".join('"%s"' % k for k in kinds)))


def values(chart, size):
    chart.put("values.yaml", tree(size))
    chart.template("  v: {{ .Values.group0.name }}")


def toyaml(chart, size):
    chart.put("values.yaml", tree(size))
    chart.template("  v:\n{{ toYaml .Values | indent 4 }}")


def schema(chart, size):
    chart.put("values.schema.json", json.dumps({"type": "object", "properties": {
        "p%d" % i: {"type": "string", "pattern": "^[a-z]+$"} for i in range(size)}}))
    chart.put("values.yaml", "".join("p%d: abc\n" % i for i in range(size)))
    chart.template("  v: x")


def files(chart, size):
    for i in range(size):
        chart.put("files/f%d.txt" % i, "x" * 1000)
    chart.template('{{ range $p, $_ := .Files.Glob "files/*" }}  {{ base $p }}: {{ $.Files.Get $p | len }}\n{{ end }}')


def subcharts_wide(chart, size):
    chart.chart(dependencies=["s%d" % i for i in range(size)])
    for i in range(size):
        chart.chart("charts/s%d/" % i, "s%d" % i)
        chart.put("charts/s%d/values.yaml" % i, tree(2000))
        chart.put("charts/s%d/templates/a.yaml" % i, "kind: ConfigMap\nmetadata:\n  name: {{ .Values.group0.name }}\n")


def subdeep(chart, size):
    at = ""
    for i in range(size):
        chart.chart(at, "grown" if i == 0 else "s%d" % i, ["s%d" % (i + 1)] if i + 1 < size else [])
        chart.put(at + "values.yaml", tree(4000))
        at += "charts/s%d/" % (i + 1)


def aliases(chart, size):
    """One subchart of twenty templates under many names."""
    chart.put("Chart.yaml", "apiVersion: v2\nname: grown\nversion: 1.0.0\ndependencies:\n" + "".join(
        "- name: sub\n  version: 1.0.0\n  alias: sub%d\n" % i for i in range(size)))
    chart.chart("charts/sub/", "sub")
    chart.put("charts/sub/values.yaml", tree(2000))
    for i in range(20):
        chart.put("charts/sub/templates/t%d.yaml" % i, "kind: ConfigMap\nmetadata:\n  name: {{ .Chart.Name }}-%d\n"
                  '  labels:\n{{ toYaml .Values.group0.labels | indent 4 }}\ndata:\n{{- range $k, $v := .Values }}\n'
                  '{{- if kindIs "map" $v }}\n  {{ $k }}: {{ $v.name | default "none" | quote }}\n{{- end }}\n'
                  "{{- end }}\n" % i)


def includes(chart, size):
    """That many templates, each including the next, whose text grows by a line a level."""
    chart.put("templates/_d.tpl", "".join('{{ define "d%d" }}line {{ include "d%d" . }}{{ end }}\n' % (i, i + 1)
                                          for i in range(size)) + '{{ define "d%d" }}end{{ end }}\n' % size)
    chart.template('  v: {{ include "d0" . | len }}')


def depth(chart, size):
    chart.put("templates/_d.tpl", '{{ define "d" }}line\n{{ if gt (int .) 0 }}{{ include "d" (sub (int .) 1) | '
              'indent 1 }}{{ end }}{{ end }}')
    chart.template('  v: {{ include "d" %d | len }}' % size)


def loop(body, before="", after=""):
    """An axis: `body` in a range of that many steps."""
    def write(chart, size):
        chart.template("%s{{ range $i := until %d }}%s{{ end }}%s" % (before, size, body, after))
    return write


def tpl_in_large_chart(chart, size):
    chart.put("templates/_d.tpl", "".join('{{ define "d%d" }}x{{ end }}\n' % i for i in range(size)))
    chart.template('{{ range $i := until 20 }}  k{{ $i }}: {{ tpl "{{ .Release.Name }}" $ }}\n{{ end }}')


AXES = {
    "templates": (templates, (500, 2000)),
    "defines": (defines, (1000, 5000)),
    "documents": (documents, (4000, 20000)),
    "values": (values, (10**6, 5 * 10**6)),
    "toyaml": (toyaml, (10**6, 5 * 10**6)),
    "schema": (schema, (1000, 5000)),
    "files": (files, (500, 2500)),
    "subcharts": (subcharts_wide, (40, 160)),
    "subdeep": (subdeep, (25, 100)),
    "aliases": (aliases, (40, 160)),
    "includes": (includes, (500, 2000)),
    "depth": (depth, (200, 400)),
    "range": (loop("  k{{ $i }}: v\n"), (10**5, 5 * 10**5)),
    "tpl": (loop('  k{{ $i }}: {{ tpl "{{ .Release.Name }}" $ }}\n'), (5000, 25000)),
    "tpl-texts": (loop('  k{{ $i }}: {{ tpl (printf "{{ add 1 %d }}" $i) $ }}\n'), (2000, 10000)),
    "tpl-chart": (tpl_in_large_chart, (2000, 10000)),
    "regex": (loop('{{ $_ := regexReplaceAll "[0-9]+" (printf "a%d" $i) "b" }}'), (10**4, 5 * 10**4)),
    "append": (loop("{{ $l = append $l $i }}", "{{ $l := list }}", "  n: {{ len $l }}"), (10**4, 5 * 10**4)),
    "rest": (loop("{{ $l = rest $l }}", "{{ $l := until 60000 }}", "  n: {{ len $l }}"), (10**4, 5 * 10**4)),
    "printf": (loop('{{ $s = printf "%s%s" $s "abcdefghij" }}', '{{ $s := "" }}', "  n: {{ len $s }}"),
               (10**4, 5 * 10**4)),
    "uniq": (loop("{{ $l = append $l $i }}", "{{ $l := list }}", "  n: {{ uniq $l | len }}"), (10**4, 5 * 10**4)),
    "set": (loop('{{ $_ := set $d (printf "k%d" $i) $i }}', "{{ $d := dict }}", "  n: {{ len $d }}"),
            (10**4, 5 * 10**4)),
    "merge": (loop('{{ $d = merge $d (dict (printf "k%d" $i) $i) }}', "{{ $d := dict }}", "  n: {{ len $d }}"),
              (2000, 10000)),
    "deepcopy": (loop("{{ $_ := deepCopy $d }}", '{{ $d := dict "a" (dict "b" (list 1 2 3)) }}'), (10**4, 5 * 10**4)),
    "fromyaml": (loop('{{ $_ := fromYaml "a: 1\\nb: [x, y]\\nc:\\n  d: e\\n" }}'), (10**4, 5 * 10**4)),
    "sha256sum": (loop('{{ $_ := sha256sum (printf "%d" $i) }}'), (10**4, 5 * 10**4)),
}


def write_chart(axis, size, folder):
    chart = ChartWriter(folder)
    chart.chart()
    AXES[axis][0](chart, size)


def measure(launcher, render, axis, floor):
    """Rows of size, CPU seconds beyond an empty run, peak KiB."""
    rows = []
    for size in AXES[axis][1]:
        with tempfile.TemporaryDirectory() as folder:
            write_chart(axis, size, folder)
            runs = [launcher.run([render, "template", "r", folder]) for _ in range(5)]
        if any(run.status != 0 for run in runs):
            raise SystemExit("%s %d: render failed" % (axis, size))
        rows.append((size, max(min(run.cpu for run in runs) - floor, 1e-4), min(run.peak for run in runs)))
    return rows


def beside_helm(launcher, render, helm, axis, size):
    """One run of Helm, the best of five of ours; True when the outputs are equal."""
    with tempfile.TemporaryDirectory() as folder:
        write_chart(axis, size, os.path.join(folder, "chart"))
        texts, costs = [], []
        for program, runs in ((helm, 1), (render, 5)):
            out = pathlib.Path(folder) / "out"
            done = [launcher.run([program, "template", "r", os.path.join(folder, "chart")], out) for _ in range(runs)]
            if any(cost.status != 0 for cost in done):
                raise SystemExit("%s %d: %s failed" % (axis, size, program))
            texts.append(out.read_bytes())
            costs.append(min(done, key=lambda cost: cost.cpu))
    print("%-12s %8d  CPU %.2f s / %.1f ms: 1/%.0f  peak %.0f / %.0f MiB%s" % (
        axis, size, costs[0].cpu, costs[1].cpu * 1e3, costs[0].cpu / costs[1].cpu, costs[0].peak / 1024,
        costs[1].peak / 1024, "" if texts[0] == texts[1] else "  OUTPUTS DIFFER"), flush=True)
    return texts[0] == texts[1]


def exponent(rows):
    (size, cost, _), (larger, more, _) = rows[-2:]
    return math.log(more / cost) / math.log(larger / size)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", default=str(ROOT / "build/release/bin/render"))
    parser.add_argument("--json")
    parser.add_argument("--most", type=float, default=1.15)
    parser.add_argument("--helm")
    parser.add_argument("--size", type=int, help="with --helm; else the smaller size of the axis")
    parser.add_argument("--write", metavar="FOLDER")
    parser.add_argument("axes", nargs="*")
    args = parser.parse_args()
    if args.write:
        write_chart(args.axes[0], int(args.axes[1]), args.write)
        return 0
    unknown = [axis for axis in args.axes if axis not in AXES]
    if unknown:
        parser.error("no such axis: %s (there are: %s)" % (", ".join(unknown), ", ".join(AXES)))
    render, bad, results = os.path.abspath(args.render), [], {}
    with tempfile.TemporaryDirectory() as folder:
        launcher = Launcher(folder)
        if args.helm:
            return 0 if all([beside_helm(launcher, render, os.path.abspath(args.helm), axis, args.size or AXES[axis][1][0])
                             for axis in args.axes or AXES]) else 1
        floor = min(launcher.run([render, "version"]).cpu for _ in range(20))
        for axis in args.axes or AXES:
            rows = measure(launcher, render, axis, floor)
            slope = exponent(rows)
            results[axis] = {"rows": rows, "exponent": slope}
            verdict = "" if slope <= args.most else "known: " + KNOWN[axis] if axis in KNOWN else "ABOVE %s" % args.most
            if verdict.startswith("ABOVE"):
                bad.append(axis)
            print("%-12s %5.2f  %s  %s" % (axis, slope, ", ".join("%d: %.1f ms %.0f MiB" % (
                size, cost * 1e3, peak / 1024) for size, cost, peak in rows), verdict), flush=True)
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(results, indent=1) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
