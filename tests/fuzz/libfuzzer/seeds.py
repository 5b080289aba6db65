#!/usr/bin/env python3
"""Writes first inputs of the fuzz targets, made of the conformance vectors and of a few texts here.

    seeds.py FOLDER [TARGET...]

FOLDER gets one folder for each target with a file for each input. The committed corpus is what libFuzzer's -merge=1
keeps of these and of what it found; this script is for starting afresh.
"""
import gzip
import hashlib
import io
import json
import pathlib
import re
import sys
import tarfile

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "conformance"
LONGEST = 2048
BETWEEN = "\n====\n"
TOML = [
    "a = 1\nb = 'x'\n[c]\nd = [1, 2]\n[[e]]\nf = 1.5\n[[e]]\ng = true\n",
    'a = """\nx \\\n  y"""\nb = \'\'\'z\'\'\'\n',
    "d = 1979-05-27T07:32:00Z\ne = 1979-05-27\nf = 07:32:00.5\ng = 1979-05-27 07:32:00-07:00\n",
    "a.b.c = {x = 1, y = {z = 'w'}}\n'q r'.s = 0xff\n",
    "i = -inf\nn = nan\no = 0o17\nb = 0b101\nu = 1_000\ne = 6.02e+23\n",
    "a = [\n  1, # one\n  2,\n]\nb = [[1], ['x']]\n",
]


def vectors(name):
    path = VECTORS / (name + ".jsonl")
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def values_text(case):
    return case["valuesYaml"] if "valuesYaml" in case else json.dumps(case.get("values", {}), ensure_ascii=False)


def templates():
    for name in ("gotemplate", "functions"):
        for case in vectors(name):
            yield case.get("template", "")


def yaml():
    for case in vectors("yaml"):
        yield values_text(case)
    for case in vectors("values"):
        for path, text in case.get("files", {}).items():
            if path.endswith((".yaml", ".yml")) and "/templates/" not in path:
                yield text


def json_texts():
    for case in vectors("schema"):
        yield json.dumps(case.get("values"))
        yield from (text for path, text in case.get("files", {}).items() if path.endswith(".json"))
    for case in vectors("functions"):
        yield json.dumps(case.get("values"))


def toml():
    yield from TOML
    for case in vectors("functions"):
        if "fromToml" in case.get("template", ""):
            for text in re.findall(r'"((?:[^"\\]|\\.)*)"', case.get("template", "")):
                yield text.replace("\\n", "\n").replace('\\"', '"')


def strvals():
    for case in vectors("values"):
        arguments = case.get("args", [])
        for flag, argument in zip(arguments, arguments[1:]):
            if flag.startswith("--set"):
                yield argument
                yield argument + BETWEEN + "a:\n  b: [1, {c: d}]\n"


def schemas():
    for case in vectors("schema"):
        for path, text in case.get("files", {}).items():
            if path.endswith("values.schema.json"):
                yield text + BETWEEN + json.dumps(case.get("values"))


def regexes():
    for case in vectors("functions"):
        if "regex" in case.get("template", ""):
            texts = re.findall(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`', case.get("template", ""))
            parts = [quoted.replace("\\\\", "\\") or raw for quoted, raw in texts]
            if len(parts) >= 2:
                yield BETWEEN.join(parts[:3])


def archives():
    names = ["c/Chart.yaml", "c/templates/" + "n" * 120, "c/" + "d" * 90 + "/" + "f" * 90, "c/\u00e9", "c/../x", "/a", "c"]
    for kind in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        for some in (names[:1], names[:2], names[2:4], names[4:5], names[5:6], names[6:]):
            plain = io.BytesIO()
            with tarfile.open(fileobj=plain, mode="w", format=kind) as tar:
                for name in some:
                    entry = tarfile.TarInfo(name)
                    entry.size = 12
                    if kind == tarfile.PAX_FORMAT:
                        entry.pax_headers = {"comment": "x"}
                    try:
                        tar.addfile(entry, io.BytesIO(b"name: chart\n"))
                    except ValueError:  # too long for this format
                        pass
                tar.addfile(directory("c/templates"))
            tar_bytes = plain.getvalue().rstrip(b"\0") + b"\0" * 1024
            yield tar_bytes
            yield gzip.compress(tar_bytes, mtime=0)


def directory(name):
    entry = tarfile.TarInfo(name)
    entry.type = tarfile.DIRTYPE
    return entry


def renders():
    for name in ("gotemplate", "functions", "yaml"):
        for case in vectors(name):
            yield case.get("template", "") + BETWEEN + values_text(case)
    for case in vectors("schema"):
        schema = case.get("files", {}).get("values.schema.json", "")
        yield BETWEEN.join([case.get("template", ""), values_text(case), "", "", schema, "a.b=1"])
    for case in vectors("values"):
        files = case.get("files", {})
        template = next((text for path, text in files.items() if path.startswith("chart/templates/")), "")
        yield BETWEEN.join([template, files.get("chart/values.yaml", ""), '{{ define "x" }}{{ . }}{{ end }}',
                            files.get("chart/Chart.yaml", "")])


TARGETS = {"template": templates, "yaml": yaml, "json": json_texts, "toml": toml, "strvals": strvals, "schema": schemas,
           "regex": regexes, "archive": archives, "render": renders}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for target in sys.argv[2:] or TARGETS:
        folder = pathlib.Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for seed in TARGETS[target]():
            data = seed if isinstance(seed, bytes) else seed.encode("utf-8", "surrogatepass")
            if len(data) <= LONGEST or target == "archive":
                (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    main()
