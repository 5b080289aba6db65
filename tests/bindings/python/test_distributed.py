"""chartrender.distributed on a local cluster of processes, also with a worker that is killed midway.

CHARTRENDER_RELEASES says how many releases (`./dev soak`: 10,000 of charts/prowler).
"""
import collections
import os
import pathlib
import signal

import pytest

distributed = pytest.importorskip("distributed", reason="dask[distributed] is not installed")
pytest.importorskip("fsspec", reason="fsspec is not installed")

from chartrender import Chart, Job, TemplateError  # noqa: E402
from chartrender.distributed import file_name, render_many  # noqa: E402

PROWLER = pathlib.Path(__file__).resolve().parents[3] / "charts/prowler"
RELEASES = int(os.environ.get("CHARTRENDER_RELEASES", "300"))


@pytest.fixture
def client():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            yield client


def job_of(number):
    return Job("release-%d" % number, {"release": "r%d" % number, "values": {"ui": {"replicaCount": number % 7}}})


def kill_one(client):
    pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)


def test_nothing_lost_nothing_twice(client, tmp_path):
    seen = collections.Counter()
    outcomes = render_many(client, PROWLER, (job_of(i) for i in range(RELEASES)), output=str(tmp_path), batch=20)
    for count, outcome in enumerate(outcomes, 1):
        assert outcome.error is None, (outcome.id, outcome.error)
        seen[outcome.id] += 1
        if count == RELEASES // 3:
            kill_one(client)
    assert seen == {"release-%d" % i: 1 for i in range(RELEASES)}
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.count(".yaml.")) == sorted(
        "release-%d.yaml" % i for i in range(RELEASES))
    chart = Chart.load(PROWLER)
    for number in (0, RELEASES // 2, RELEASES - 1):
        want = chart.render(**job_of(number).arguments)
        # Secrets are random; everything else is the same.
        got = (tmp_path / ("release-%d.yaml" % number)).read_bytes()
        assert len(got) == len(want.data) and got.startswith(want.data[:200])


def test_a_result_that_was_lost_with_its_worker_is_waited_for():
    from chartrender._dask import _outcomes
    from chartrender.distributed import RemoteOutcome

    class Lost:
        status = "lost"  # when the batch is looked at, and "finished" again when its result is asked for

        def result(self):
            self.status = "finished"
            return [RemoteOutcome("a", text="x")]

    class Failed:
        status = "error"

        def result(self):
            raise MemoryError("no room")

    assert _outcomes(Lost(), [Job("a", {})]) == [RemoteOutcome("a", text="x")]
    failed = _outcomes(Failed(), [Job("a", {}), Job("b", {})])
    assert [(outcome.id, str(outcome.error)) for outcome in failed] == [("a", "no room"), ("b", "no room")]


def test_partial_failures(client):
    files = {"Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}", "templates/t.yaml": "a: {{ .Values.x | required \"x\" }}"}
    jobs = [Job(str(i), {"values": {"x": i} if i % 5 else {}}) for i in range(20)] + [Job("bad", {"values": 5})]
    outcomes = {outcome.id: outcome for outcome in render_many(client, files, jobs, batch=3)}
    assert len(outcomes) == 21
    assert outcomes["7"].text == "---\n# Source: c/templates/t.yaml\na: 7\n"
    assert isinstance(outcomes["10"].error, TemplateError) and outcomes["10"].error.frames
    assert isinstance(outcomes["bad"].error, TypeError)


def test_output_goes_where_fsspec_leads():
    import fsspec

    from chartrender.distributed import _Folder
    assert _Folder("memory://rendered/x").write("a", b"one").endswith("rendered/x/a.yaml")
    _Folder("memory://rendered/x").write("a", b"two")
    assert fsspec.filesystem("memory").cat("/rendered/x/a.yaml") == b"two"


def test_file_names_are_apart():
    names = ["a", "a/b", "../a", "", "A" * 200, "\0", "job-1", "\ud800"]
    assert len({file_name(name) for name in names}) == len(names)
    assert all("/" not in file_name(name) for name in names)
    assert file_name("release-1.x") == "release-1.x.yaml"
