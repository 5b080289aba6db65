"""chartrender.distributed on a local cluster of Ray, also with a worker that is killed midway.

CHARTRENDER_RELEASES says how many releases (`./dev soak`: 10,000 of charts/prowler).
"""
import collections
import os
import pathlib
import signal

import pytest

ray = pytest.importorskip("ray", reason="ray is not installed: `./dev soak bindings` installs it")
pytest.importorskip("fsspec", reason="fsspec is not installed")

from chartrender import Job, TemplateError  # noqa: E402
from chartrender.distributed import render_many  # noqa: E402

PROWLER = pathlib.Path(__file__).resolve().parents[3] / "charts/prowler"
RELEASES = int(os.environ.get("CHARTRENDER_RELEASES", "300"))


@pytest.fixture(scope="module")
def cluster():
    ray.init(num_cpus=2, include_dashboard=False, configure_logging=False)
    yield ray
    ray.shutdown()


def job_of(number):
    return Job("release-%d" % number, {"release": "r%d" % number, "values": {"ui": {"replicaCount": number % 7}}})


def test_nothing_lost_nothing_twice(cluster, tmp_path):
    worker = cluster.remote(lambda: os.getpid())
    seen = collections.Counter()
    outcomes = render_many(cluster, PROWLER, (job_of(i) for i in range(RELEASES)), output=str(tmp_path), batch=20)
    for count, outcome in enumerate(outcomes, 1):
        assert outcome.error is None, (outcome.id, outcome.error)
        seen[outcome.id] += 1
        if count == RELEASES // 3:
            os.kill(cluster.get(worker.remote()), signal.SIGKILL)
    assert seen == {"release-%d" % i: 1 for i in range(RELEASES)}
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.count(".yaml.")) == sorted(
        "release-%d.yaml" % i for i in range(RELEASES))


def test_partial_failures(cluster):
    files = {"Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}", "templates/t.yaml": "a: {{ .Values.x | required \"x\" }}"}
    jobs = [Job(str(i), {"values": {"x": i} if i % 5 else {}}) for i in range(20)] + [Job("bad", {"values": 5})]
    outcomes = {outcome.id: outcome for outcome in render_many(cluster, files, jobs, batch=3)}
    assert len(outcomes) == 21
    assert outcomes["7"].text == "---\n# Source: c/templates/t.yaml\na: 7\n"
    assert isinstance(outcomes["10"].error, TemplateError) and outcomes["10"].error.frames
    assert isinstance(outcomes["bad"].error, TypeError)


def test_a_batch_that_fails_is_run_again(cluster, tmp_path):
    files = {"Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}", "templates/t.yaml": 'a: {{ lookup "v1" "Secret" "" "x" | toJson }}'}
    marker, counted = tmp_path / "marker", tmp_path / "counted"

    def fails_once(*_):
        if not marker.exists():
            marker.touch()
            raise OSError("not yet")

    def dies(*_):
        with counted.open("a") as file:
            file.write("x")
        os._exit(1)

    outcome, = render_many(cluster, files, [Job("a", {"lookup": fails_once})])
    assert outcome.error is None and outcome.text.endswith("a: {}\n")
    outcome, = render_many(cluster, files, [Job("a", {"lookup": dies})], retries=2)
    assert outcome.error is not None and counted.read_text() == "xxx"
