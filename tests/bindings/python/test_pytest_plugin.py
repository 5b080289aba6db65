"""The fixture chart_golden, in pytest runs of their own."""
import importlib.metadata
import os
import subprocess
import sys

TEST = """
from chartrender import Chart

FILES = {"Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}", "templates/t.yaml": "a: {{ .Values.x | default 1 }}"}


def test_it(chart_golden):
    chart = Chart.load(FILES)
    chart_golden.assert_matches_golden(chart.render(%s))
    chart_golden.assert_matches_golden("text", name="a b/c")


class TestOther:
    def test_it(self, chart_golden):
        chart_golden.assert_matches_golden("of the class")
"""


def run(folder, *arguments, ci="", values=""):
    (folder / "test_x.py").write_text(TEST % values)
    # From a folder that is no installation, the plugin is named; installed, its entry point would name it twice.
    points = importlib.metadata.entry_points(group="pytest11")
    installed = any(point.value == "chartrender.pytest_plugin" for point in points)
    plugin = [] if installed else ["-p", "chartrender.pytest_plugin"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *arguments, "test_x.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=dict(os.environ, CI=ci))


def test_golden_files(tmp_path):
    golden = tmp_path / "golden/test_x/test_it.yaml"
    done = run(tmp_path, ci="true")
    assert done.returncode == 1 and "there is no golden file" in done.stdout and not golden.exists()
    assert run(tmp_path).returncode == 0  # written: there was none
    assert golden.read_text() == "---\n# Source: c/templates/t.yaml\na: 1\n"
    assert (tmp_path / "golden/test_x/test_it-a_b_c.yaml").read_text() == "text"
    assert (tmp_path / "golden/test_x/TestOther.test_it.yaml").read_text() == "of the class"
    assert run(tmp_path, ci="true").returncode == 0
    done = run(tmp_path, values="{'x': 2}")
    assert done.returncode == 1 and "-a: 1" in done.stdout and "+a: 2" in done.stdout
    assert golden.read_text().endswith("a: 1\n")
    assert run(tmp_path, "--golden-update", ci="true", values="{'x': 2}").returncode == 0
    assert golden.read_text().endswith("a: 2\n")
