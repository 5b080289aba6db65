#!/usr/bin/env python3
"""Makes the schema packs that `render kube` validates manifests with: one small file for each Kubernetes version.

    kube_pack.py [--out DIR] [--from FILE] [--work DIR] [VERSION...]

Without --from the schemas come from PyPI, from the newest kubernetes-validate (all versions since 1.25; 22 MB, fetched once into
--work). FILE is such a wheel, or api/openapi-spec/swagger.json of Kubernetes itself (in the Go module k8s.io/kubernetes);
then VERSION names its version, where the file does not. VERSION is 1.37 or 1.37.2; without any, all that are there are made.
DIR is by default where `render` looks: $XDG_DATA_HOME/chartrender/kube, or ~/.local/share/chartrender/kube.

A pack has a line for each kind and one for each type, as lib/check/kube/pack.h tells; descriptions are left out.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

KEPT = ("additionalProperties", "items", "properties", "required", "x-kubernetes-preserve-unknown-fields")
# What the API reads beside the type that its description has.
TYPES = {
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": ["string", "integer"],
    "io.k8s.apimachinery.pkg.api.resource.Quantity": ["string", "number"],
}
SCHEMAS = re.compile(r"kubernetes_validate/kubernetes-json-schema/v(\d+\.\d+)\.\d+-local/_definitions\.json")


def data_folder():
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return pathlib.Path(base) / "chartrender" / "kube"


def fetch_wheel(work):
    """The newest kubernetes-validate, by pip; by one of a virtual environment where Python has none."""
    work.mkdir(parents=True, exist_ok=True)
    found = sorted(work.glob("kubernetes_validate-*.whl"))
    if found:
        return found[-1]
    python = sys.executable
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "venv", work / "venv"], check=True)
        python = work / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", work, "kubernetes-validate"], check=True)
    return sorted(work.glob("kubernetes_validate-*.whl"))[-1]


def minor(version):
    found = re.fullmatch(r"v?(\d+\.\d+)(\.\d+)?", version)
    if not found:
        raise SystemExit("kube_pack.py: %s is no version of Kubernetes: 1.37 or 1.37.2" % version)
    return found[1]


def sources(path, wanted):
    """(version, types by name) of each wanted version in a wheel or a swagger.json."""
    if path.suffix == ".json":
        document = json.loads(path.read_text())
        named = document["info"]["version"]
        version = minor(named) if re.match(r"v?\d+\.\d+", named) else (wanted or [""])[0]
        if not version:
            raise SystemExit("kube_pack.py: %s does not name its version; give it as VERSION" % path)
        yield version, document["definitions"]
        return
    with zipfile.ZipFile(path) as wheel:
        there = {found[1]: found[0] for found in map(SCHEMAS.fullmatch, wheel.namelist()) if found}
        missing = [version for version in wanted if version not in there]
        if missing:
            known = ", ".join(sorted(there, key=lambda v: [int(n) for n in v.split(".")]))
            raise SystemExit("kube_pack.py: %s has no schemas of Kubernetes %s; it has %s" % (path.name, missing[0], known))
        for version in wanted or there:
            yield version, json.loads(wheel.read(there[version]))["$defs"]


def lean(schema):
    """A schema without what says nothing about validity; null is left out: where it may stand is a rule of the reader."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"].rsplit("/", 1)[1]}
    made = {}
    types = schema.get("type", [])
    types = [t for t in ([types] if isinstance(types, str) else types) if t != "null"]
    if types:
        made["type"] = types[0] if len(types) == 1 else types
    if schema.get("format") == "date-time":
        made["format"] = "date-time"
    for key in KEPT:
        if key not in schema:
            continue
        if key == "properties":
            made[key] = {name: lean(part) for name, part in schema[key].items()}
        elif key in ("items", "additionalProperties"):
            made[key] = lean(schema[key])
        else:
            made[key] = schema[key]
    return made


def pack(version, types):
    kinds, lines = [], []
    for name, schema in types.items():
        made = {"type": TYPES[name]} if name in TYPES else lean(schema)
        lines.append("%s %s\n" % (name, json.dumps(made, separators=(",", ":"), sort_keys=True)))
        gvks = schema.get("x-kubernetes-group-version-kind", [])
        if len(gvks) == 1:  # others are no resources, but what every group understands
            group = gvks[0]["group"]
            kinds.append("%s%s/%s %s\n" % (group + "/" if group else "", gvks[0]["version"], gvks[0]["kind"], name))
    return "chartrender schema pack 1: Kubernetes %s\n%s\n%s" % (version, "".join(sorted(kinds)), "".join(sorted(lines)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=data_folder())
    parser.add_argument("--from", dest="source", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("version", nargs="*")
    args = parser.parse_args()
    wanted = [minor(version) for version in args.version]
    with tempfile.TemporaryDirectory() as folder:
        source = args.source or fetch_wheel((args.work or pathlib.Path(folder)).resolve())
        args.out.mkdir(parents=True, exist_ok=True)
        for version, types in sources(source, wanted):
            path = args.out / ("kubernetes-%s.pack" % version)
            part = path.with_suffix(".part")
            part.write_text(pack(version, types))
            part.replace(path)
            print("%s: %d types, %d KB" % (path, len(types), path.stat().st_size // 1000))


if __name__ == "__main__":
    sys.exit(main())
