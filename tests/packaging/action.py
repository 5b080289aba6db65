#!/usr/bin/env python3
"""Runs the steps of action.yml as GitHub does, with a `render` that is there: action.py RENDER.

The cache and the build are GitHub's and ./dev's; the step that checks is run by bash with the environment that the file gives
it, over a chart without faults and one with some.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import json
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
RENDER = os.path.abspath(sys.argv[1])
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())


def expression(text, inputs):
    """The few expressions that the step uses."""
    def value(match):
        name = re.match(r"\s*inputs\.([\w-]+)", match[1])
        return inputs[name[1]]
    return re.sub(r"\$\{\{(.*?)\}\}", value, text)


def run(folder, **given):
    inputs = {name: entry.get("default", "") for name, entry in ACTION["inputs"].items()}
    inputs.update({"render": RENDER, **given})
    step = next(s for s in ACTION["runs"]["steps"] if s.get("id") == "check")
    env = dict(os.environ, GITHUB_OUTPUT=str(folder / "output"), GITHUB_STEP_SUMMARY=str(folder / "summary.md"))
    env.update({name: expression(text, inputs) for name, text in step["env"].items()})
    script = folder / "step.sh"
    script.write_text(expression(step["run"], inputs))
    # As GitHub runs `shell: bash`.
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], cwd=folder, env=env, capture_output=True, text=True)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        done = run(folder, arguments="%s\n--skip=golden\n\n" % (ROOT / "charts" / "app"))
        assert done.returncode == 0, done.stdout + done.stderr
        assert (folder / "output").read_text() == "sarif-file=render.sarif\n"
        assert (folder / "summary.md").read_text().startswith("### render check")
        assert json.loads((folder / "render.sarif").read_text())["version"] == "2.1.0"
        (folder / "pod.yaml").write_text("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: 'x:latest'}]}\n")
        done = run(folder, arguments="pod.yaml\n--fail-on=latest-tag", **{"sarif-file": "other.sarif"})
        assert done.returncode == 1, done.stdout + done.stderr
        assert "::warning file=pod.yaml,line=4,title=latest-tag::" in done.stdout, done.stdout
        assert (folder / "other.sarif").exists()
    print("the action's step: a chart without faults, a manifest with some")


main()
