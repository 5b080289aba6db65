#!/usr/bin/env python3
"""Bills of materials of every chart here, judged by the libraries that read them elsewhere.

    boms.py --render RENDER [--work DIR]

Installs cyclonedx-python-lib and spdx-tools from PyPI into DIR/venv (default: build/soak) when they are not there. Each
chart's `render images -o cyclonedx` must meet the schema of CycloneDX 1.6, strictly, and `-o spdx` must be a valid document
of SPDX 2.3; both must name as many components as `-o list` has lines. Ends with status 1 when one does not.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import originals

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ["cyclonedx-python-lib[json-validation]==11.*", "spdx-tools==0.8.*"]


def inventory(render, chart, form):
    return subprocess.run([render, "images", chart, "-o", form], capture_output=True, text=True, check=True).stdout


def problems_of_cyclonedx(text, count):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        yield "CycloneDX: %s" % fault
    if len(json.loads(text)["components"]) != count:
        yield "CycloneDX: not %d components" % count


def problems_of_spdx(path, count):
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    document = parse_file(str(path))
    for message in validate_full_spdx_document(document):
        yield "SPDX: %s" % message.validation_message
    if len(document.packages) != count:
        yield "SPDX: not %d packages" % count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--render", required=True)
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build" / "soak")
    args = parser.parse_args()
    work = args.work.resolve()
    originals.enter_venv(work / "venv", *PACKAGES)
    bad = 0
    charts = sorted(path.parent for path in (ROOT / "charts").glob("*/Chart.yaml"))
    for chart in charts:
        count = len(inventory(args.render, chart, "list").splitlines())
        path = work / "images.spdx.json"
        path.write_text(inventory(args.render, chart, "spdx"))
        found = [*problems_of_cyclonedx(inventory(args.render, chart, "cyclonedx"), count), *problems_of_spdx(path, count)]
        print("%s: %d images, %s" % (chart.name, count, "; ".join(found) or "both documents are valid"))
        bad += len(found)
    print("%d charts, %d problems" % (len(charts), bad))
    return 1 if bad or not charts else 0


if __name__ == "__main__":
    sys.exit(main())
