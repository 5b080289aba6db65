"""chartrender.distributed on a local cluster of processes, also with a worker that is killed midway.

CHARTRENDER_RELEASES says how many releases (`./dev soak`: 10,000 of charts/prowler).
"""
import collections
import os
import pathlib
import pickle
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


CHART = {"Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}", "templates/t.yaml": 'a: {{ lookup "v1" "Secret" "" "x" | toJson }}'}


def test_the_chart_goes_once_to_each_worker(client, monkeypatch):
    def watch(dask_worker):
        from chartrender import _dask
        dask_worker.loads, load = [], _dask.load_chart
        _dask.load_chart = lambda *arguments: dask_worker.loads.append(1) or load(*arguments)

    sent, submit = [], client.submit
    monkeypatch.setattr(client, "submit", lambda function, *arguments, **options: (
        sent.append(len(pickle.dumps(arguments))) or submit(function, *arguments, **options)))
    client.run(watch)
    files = {**CHART, "files/large": os.urandom(1 << 20)}
    outcomes = list(render_many(client, files, [Job(str(i)) for i in range(40)], batch=2))
    assert len(outcomes) == 40 and all(outcome.error is None for outcome in outcomes)
    assert len(sent) == 20 and max(sent) < 1000
    assert list(client.run(lambda dask_worker: len(dask_worker.loads)).values()) == [1, 1]
    from chartrender.distributed import _charts
    assert not _charts and set(client.run(lambda: len(__import__("chartrender.distributed").distributed._charts)).values()) == {0}


def test_a_batch_that_fails_is_run_again(client, tmp_path):
    marker, counted = tmp_path / "marker", tmp_path / "counted"

    def fails_once(*_):
        if not marker.exists():
            marker.touch()
            raise OSError("not yet")

    def fails(*_):
        with counted.open("a") as file:
            file.write("x")
        raise OSError("never")

    outcome, = render_many(client, CHART, [Job("a", {"lookup": fails_once})])
    assert outcome.error is None and outcome.text.endswith("a: {}\n")
    outcome, = render_many(client, CHART, [Job("a", {"lookup": fails})], retries=2)
    assert isinstance(outcome.error, OSError) and counted.read_text() == "xxx"


def test_a_job_that_ends_its_worker_is_told(client):
    def dies(*_):
        os._exit(1)

    jobs = [Job("good-%d" % i) for i in range(3)] + [Job("bad", {"lookup": dies})]
    outcomes = {outcome.id: outcome for outcome in render_many(client, CHART, jobs, batch=1)}
    assert len(outcomes) == 4 and isinstance(outcomes["bad"].error, distributed.KilledWorker)
    assert all(outcomes["good-%d" % i].error is None for i in range(3))


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
