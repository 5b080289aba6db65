#!/usr/bin/env python3
"""Runs the examples in C: examples.py RENDER MEMORY SOURCE_DIR."""
import pathlib
import subprocess
import sys

render, memory, source = sys.argv[1:4]

MEMORY = """# ConfigMap/hello
kind: ConfigMap
apiVersion: v1
metadata: {name: hello}
data:
  sum: "42"
  owner: platform

"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    return done.returncode, done.stdout, done.stderr


status, out, err = run(memory)
assert (status, out, err) == (0, MEMORY, ""), (status, out, err)

status, out, err = run(render, source + "/charts/prowler")
assert status == 0 and out.startswith("---\n# Source: prowler/templates/") and "kind: Deployment" in out, err

status, out, err = run(render, "charts/prowler", "charts/prowler/Chart.yaml", cwd=source)
assert status == 1 and err.startswith("Error: values don't meet the specifications of the schema(s)"), (out[:99], err)

status, out, err = run(render, "/no/such/chart")
assert status == 1 and "/no/such/chart" in err, err
status, out, err = run(render)
assert status == 2 and err.startswith("usage:"), err
print("the examples do what they say")
