"""The Python package: results, errors, callbacks, bad input, threads."""
import concurrent.futures
import datetime
import importlib.metadata
import json
import pathlib
import pickle
import re
import subprocess
import sys
import tarfile
import threading

import pytest

import chartrender
from chartrender import (Cancel, CancelledError, Chart, FileError, Job, LimitError, LoadError, Release, SchemaError,
                         TemplateError, UsageError, ValuesError, render_many, yaml_to_object)

SOURCE = pathlib.Path(__file__).resolve().parents[3]
PROWLER = SOURCE / "charts/prowler"
METADATA = "{apiVersion: v2, name: c, version: 1.2.3}"


def chart_of(template, **options):
    return Chart.load({"Chart.yaml": METADATA, "values.yaml": "name: world", "templates/t.yaml": template}, **options)


def text_of(template, functions=None, **arguments):
    result = chart_of(template, functions=functions).render(templates_only=True, **arguments)
    return result[0].text


def test_three_sources_give_the_same(tmp_path):
    archive = tmp_path / "p.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(PROWLER, "prowler")
    charts = [Chart.load(PROWLER), Chart.load(str(archive)), Chart.load(archive.read_bytes()), Chart.load(Chart.load(PROWLER).files)]
    assert len({chart.render(seed=1).text for chart in charts}) == 1
    assert charts[0].name == "prowler" and charts[0].schema["type"] == "object"
    assert repr(charts[0]).startswith("<Chart prowler ")


def test_documents():
    chart = chart_of("kind: A\nmetadata: {name: a, size: 1.5}\n---\nkind: Job\nmetadata: {name: j, annotations: "
                     "{helm.sh/hook: 'test,pre-install', helm.sh/hook-weight: '3', helm.sh/hook-delete-policy: hook-failed}}")
    result = chart.render()
    assert [(m.section, m.kind, m.name) for m in result] == [("manifest", "A", "a"), ("hook", "Job", "j")]
    assert result[-1].events == ("test", "pre-install") and result[1].weight == 3
    assert result[1].delete_policies == ("hook-failed",) and result[0].events == () and result[0].weight == 0
    assert result[0].object == {"kind": "A", "metadata": {"name": "a", "size": 1.5}}
    assert len(result[:1]) == 1 and result.objects[1]["kind"] == "Job" and str(result) == result.text
    assert "kind: Job" not in chart.render(tests=False).text
    assert chart.render(show_only=["templates/t.yaml"]).text.startswith("---\n# Source: c/templates/t.yaml")
    with pytest.raises(IndexError):
        result[2]
    del chart
    assert result.text.startswith("---\n# Source: c/templates/t.yaml\nkind: A")


def test_values(tmp_path):
    (tmp_path / "v.yaml").write_text("name: file")
    (tmp_path / "cert").write_bytes(b"a\nb")
    show = "{{ .Values | toJson }}"
    assert text_of(show, values={"a": {"b": None}, "n": 1}) == '{"a":{"b":null},"n":1,"name":"world"}'
    assert text_of(show, values=["name: one", {"x": 1}, tmp_path / "v.yaml"]) == '{"name":"file","x":1}'
    assert text_of(show, values=b"name: bytes") == '{"name":"bytes"}'
    assert text_of(show, values="name: text", set=["name=set"], set_string=["n=1"], set_json=["l=[1]"],
                   set_literal=["lit=a,b"]) == '{"l":[1],"lit":"a,b","n":"1","name":"set"}'
    assert text_of(show, set_file=["name=%s" % (tmp_path / "cert")]) == '{"name":"a\\nb"}'
    with pytest.raises(FileError, match="open /no/such: no such file or directory"):
        text_of(show, values=pathlib.Path("/no/such"))
    assert chart_of("").values({"x": [1, 2.5]}) == {"name": "world", "x": [1, 2.5]}


def test_release_and_clock():
    show = "{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Revision }} {{ .Release.IsUpgrade }}"
    assert text_of(show) == "release-name default 1 false"
    assert text_of(show, release="x", namespace="y") == "x y 1 false"
    assert text_of(show, release=Release("x", "y", 3, True)) == "x y 3 true"
    assert text_of(show, release={"revision": 2}) == "release-name default 2 false"
    moment = datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc)
    assert text_of("{{ now | date \"2006-01-02 15:04\" }}", now=moment, time_zone="Europe/Berlin") == "2024-02-29 13:00"
    assert text_of("{{ now | unixEpoch }}", now=5 * 10**9) == "5"
    with pytest.raises(ValueError, match="a time with a zone"):
        text_of("x", now=datetime.datetime(2024, 1, 1))
    assert text_of("{{ randAlphaNum 9 }}", seed=2) == text_of("{{ randAlphaNum 9 }}", seed=2)
    assert text_of("{{ .Capabilities.KubeVersion }}", kube_version="1.30") == "v1.30"


def test_template_error_has_place_and_chain():
    chart = chart_of('a: {{ include "x" . }}\n{{ define "x" }}\n{{ .Values.no.deep }}{{ end }}')
    with pytest.raises(TemplateError, match="nil pointer evaluating interface {}.deep") as caught:
        chart.render()
    error = caught.value
    assert (error.code, error.file, error.line, error.column) == ("template", "c/templates/t.yaml", 3, 10)
    assert [(f.template, f.node, f.line) for f in error.frames] == [
        ("c/templates/t.yaml", 'include "x" .', 1), ("x", ".Values.no.deep", 3)]
    assert error.while_rendering and error.details["absence"]["expression"] == ".Values.no"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.frames) == (TemplateError, str(error), error.frames)


def test_all_errors():
    files = {"Chart.yaml": METADATA, "templates/a.yaml": "{{ fail \"a\" }}", "templates/b.yaml": "{{ fail \"b\" }}"}
    with pytest.raises(TemplateError) as caught:
        Chart.load(files).render(all_errors=True)
    assert [type(other) for other in caught.value.others] == [TemplateError]


def test_other_errors():
    with pytest.raises(LoadError, match="Chart.yaml file is missing"):
        Chart.load({"values.yaml": ""})
    with pytest.raises(FileError, match="/no/such"):
        Chart.load("/no/such")
    with pytest.raises(LoadError, match="gzip"):
        Chart.load(b"no archive")
    with pytest.raises(ValuesError, match="failed to parse|cannot unmarshal|yaml"):
        chart_of("x").render("a: [")
    with pytest.raises(LimitError):
        chart_of("{{ range until 100000 }}x{{ end }}").render(limits={"steps": 10})
    chart = Chart.load(PROWLER)
    with pytest.raises(SchemaError, match="got 99,999, want 65,535"):
        chart.render(set=["ui.service.port=99999"])
    finding, = chart.validate(set=["ui.service.port=99999"])
    assert finding.severity == "error" and "got 99,999" in finding.message
    assert chart.validate() == []


@pytest.mark.parametrize("arguments, kind, text", [
    ({"stric": True}, UsageError, "stric: no such key"),
    ({"strict": 1}, UsageError, "strict: true or false is needed"),
    ({"release": {"nam": "x"}}, UsageError, "release.nam: no such key"),
    ({"release": "\ud800"}, UsageError, "options: "),
    ({"release": 5}, TypeError, "not iterable"),
    ({"values": 5}, TypeError, "values: a mapping"),
    ({"values": {"a": object()}}, TypeError, "not JSON serializable"),
    ({"values": {"a": float("nan")}}, ValueError, "JSON compliant"),
    ({"set": "a=b"}, TypeError, "set: a list of texts is needed"),
    ({"set": [b"a=b"]}, TypeError, "not JSON serializable"),
    ({"limits": {"steps": -1}}, UsageError, "limits.steps: a whole number"),
    ({"limits": {"steps": 2**64}}, UsageError, "limits.steps"),
    ({"seed": 2**64}, UsageError, "seed"),
    ({"kube_version": "\0"}, chartrender.ChartError, "version"),
    ({"time_zone": b"UTC"}, TypeError, "not JSON serializable"),
])
def test_bad_arguments(arguments, kind, text):
    with pytest.raises(kind, match=re.escape(text)):
        chart_of("x").render(**arguments)


def test_bad_sources():
    loop = {}
    loop["self"] = loop
    with pytest.raises(ValueError, match="ircular"):
        chart_of("x").render(loop)
    deep = current = {}
    for _ in range(100_000):
        current["a"] = current = {}
    with pytest.raises((RecursionError, ValueError)):
        chart_of("x").render(deep)
    for source in (None, 5, ["Chart.yaml"]):
        with pytest.raises(TypeError):
            Chart.load(source)
    with pytest.raises(TypeError):
        Chart.load({"Chart.yaml": 5})
    with pytest.raises(TypeError):
        Chart.load({5: "x"})
    with pytest.raises(UsageError, match="NUL"):
        Chart.load("a\0b")
    with pytest.raises(UsageError, match="path: it is empty"):
        Chart.load({"": "x"})
    with pytest.raises(UsageError, match="dialect: one of helm4, helm3"):
        Chart.load(PROWLER, dialect="helm5")
    huge = "x" * (2 << 20)
    assert len(text_of("{{ .Values.big }}", values={"big": huge})) == len(huge)


def test_any_bytes():
    chart = chart_of(b"a\0b\xff{{ .Values.name }}")
    result = chart.render(templates_only=True)
    assert result[0].text.encode("utf-8", "surrogateescape") == b"a\0b\xffworld"
    assert chart_of("k: \udcff").render(templates_only=True)[0].text == "k: \udcff"
    with pytest.raises(TemplateError) as caught:
        chart_of('{{ fail (b64dec "/w==") }}').render()
    assert "\ufffd" in str(caught.value)


def test_lookup_and_functions():
    def lookup(api_version, kind, namespace, name):
        assert (api_version, namespace) == ("v1", "ns")
        return {"data": {"n": 9007199254740993}} if name == "there" else None

    assert text_of('{{ (lookup "v1" "S" "ns" "there").data.n }}{{ lookup "v1" "S" "ns" "x" }}', lookup=lookup) == (
        "9007199254740993map[]")
    manifests = "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {k: dg==}}"
    assert text_of('{{ (lookup "v1" "Secret" "ns" "s").data.k | b64dec }}', lookup=manifests) == "v"
    functions = {"add2": lambda a, b: a + b, "nothing": lambda: None, "listed": lambda *items: {"items": list(items)}}
    assert text_of('{{ add2 1 2 }} {{ add2 "a" "b" | upper }} {{ nothing }} {{ (listed 1 nil .Values).items }}',
                   functions) == "3 AB  [1 <nil> map[name:world]]"
    with pytest.raises(UsageError, match="`upper`: there is one of this name"):
        chart_of("x", functions={"upper": len})
    with pytest.raises(UsageError, match="letters, digits"):
        chart_of("x", functions={"a-b": len})


class Oops(Exception):
    pass


def oops(*_):
    raise Oops("oops")


def test_what_callbacks_raise_is_raised():
    with pytest.raises(Oops):
        text_of('{{ lookup "v1" "S" "" "" }}', lookup=oops)
    with pytest.raises(Oops):
        text_of('{{ range until 3 }}{{ f }}{{ end }}', {"f": oops})
    with pytest.raises(TypeError):
        text_of("{{ f 1 }}", {"f": lambda: 1})
    with pytest.raises(TypeError, match="not JSON serializable"):
        text_of("{{ f }}", {"f": lambda: object()})
    with pytest.raises(KeyboardInterrupt):
        def interrupt():
            raise KeyboardInterrupt
        text_of("{{ f }}", {"f": interrupt})
    deprecated = {"Chart.yaml": METADATA[:-1] + ", deprecated: true}", "templates/t.yaml": "a: 1"}
    with pytest.raises(Oops):
        Chart.load(deprecated).render(log=oops)
    lines = []
    Chart.load(deprecated).render(log=lambda *line: lines.append(line))
    assert lines and lines[0][0] == "warning"
    assert text_of("{{ f }}", {"f": lambda: chart_of("{{ g }}", functions={"g": lambda: "inner"}).render(
        templates_only=True)[0].text}) == "inner"


def test_cancel():
    chart = chart_of("{{ range until 3000 }}{{ range until 3000 }}{{ range until 3000 }}x{{ end }}{{ end }}{{ end }}")
    cancel = Cancel()
    timer = threading.Timer(0.05, cancel.request)
    timer.start()
    with pytest.raises((CancelledError, LimitError)) as caught:
        chart.render(cancel=cancel)
    assert isinstance(caught.value, CancelledError)


def test_other_threads_run_while_one_renders():
    """The call lets the GIL go: a render that waits for another thread through `cancel` would hang otherwise."""
    started, cancel = threading.Event(), Cancel()

    def stop():
        started.wait()
        cancel.request()

    thread = threading.Thread(target=stop, daemon=True)
    thread.start()
    loop = "{{ begin }}{{ range until 3000 }}{{ range until 3000 }}{{ range until 3000 }}x{{ end }}{{ end }}{{ end }}"
    with pytest.raises(CancelledError):
        chart_of(loop, functions={"begin": started.set}).render(cancel=cancel)
    thread.join()


def test_threads():
    chart = Chart.load(PROWLER)
    want = Chart.load(PROWLER).render(seed=1).text
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda _: chart.render(seed=1).text, range(100)))
    assert set(texts) == {want}


def test_memory_is_given_back():
    """The long run of `./dev soak bindings`, in short: nothing is given out any more once a render has ended."""
    done = subprocess.run([sys.executable, SOURCE / "tests/bindings/python/soak.py", PROWLER, "4096"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_render_many():
    chart = chart_of("{{ .Values.n | required \"n\" }} {{ .Release.Name }}")
    jobs = [Job(str(i), {"values": {"n": i} if i % 10 else {}, "templates_only": True, "release": "r%d" % i}) for i in range(200)]
    outcomes = list(render_many(chart, iter(jobs), threads=4))
    assert [outcome.id for outcome in outcomes] == [job.id for job in jobs]
    assert outcomes[11].result[0].text == "11 r11" and isinstance(outcomes[10].error, TemplateError)
    with pytest.raises(TypeError):
        list(render_many(chart, [Job("x", {"values": 5})]))
    assert next(render_many(chart, iter(jobs[1:]), threads=1)).id == "1"


def test_progress_is_for_terminals(capsys):
    chart = chart_of("a: 1")
    list(render_many(chart, [Job("a")]))
    assert capsys.readouterr().err == ""
    list(render_many(chart, [Job("a"), Job("b", {"strict": 1})], progress=True))
    assert capsys.readouterr().err.endswith("[##############################] 2 of 2, 1 failed\n")


def test_yaml_to_object():
    assert yaml_to_object("a: [y, 1, 1.5, 2001-01-01]\n1: ~") == {"a": [True, 1, 1.5, "2001-01-01"], "1": None}
    with pytest.raises(ValuesError):
        yaml_to_object("a: [")


def test_origins_of_lines():
    chart = Chart.load({
        "Chart.yaml": "{apiVersion: v2, name: c, version: 0.1.0}",
        "templates/_h.tpl": '{{ define "labels" }}\na: 1\nb: {{ .Values.b }}\n{{ end }}',
        "templates/t.yaml": 'kind: A\nlabels:\n  {{- include "labels" . | trim | nindent 2 }}\n\nx: {{ .Values.b }}\n',
        "crds/d.yaml": "kind: D\n",
    })
    crd, document = chart.render({"b": 2}, origins=True, include_crds=True)
    assert document.text.splitlines() == ["kind: A", "labels:", "  a: 1", "  b: 2", "", "x: 2"]
    here = lambda line: chartrender.Origin("c/templates/t.yaml", line)  # noqa: E731
    there = lambda line: chartrender.Origin("c/templates/_h.tpl", line, here(3))  # noqa: E731
    assert document.origins == (here(1), here(2), there(2), there(3), None, here(5))
    assert crd.origins[0] == chartrender.Origin("c/crds/d.yaml", 1)
    assert chart.render({"b": 2})[0].origins == ()
    (template,) = chart.render({"b": 2}, origins=True, templates_only=True)
    assert template.origins[:2] == (here(1), here(2))
    with pytest.raises(chartrender.UsageError):
        chart.render(origins=1)


def test_declarations_follow_the_header():
    """Each ctypes declaration has the parameters that chartrender.h gives."""
    from chartrender import _library
    header = re.sub(r"/\*.*?\*/", "", (SOURCE / "bindings/c/include/chartrender.h").read_text(), flags=re.S)
    kinds = {"c_int": {"cr_status", "cr_field"}, "c_ulong": {"size_t"}, "Bytes": {"cr_bytes"}}
    declared = re.findall(r"CR_API ([^;(]*?)\b(cr_\w+)\(([^;]*?)\) CR_NOEXCEPT;", header)
    assert {name for _, name, _ in declared} - set(_library.FUNCTIONS) == {"cr_merge_values"}
    for result, name, parameters in declared:
        if name not in _library.FUNCTIONS:
            continue
        want = [] if parameters.strip() == "void" else [p.strip() for p in parameters.split(",")]
        result_type, types = _library.FUNCTIONS[name]
        assert len(types) == len(want), name
        for kind, text in [(result_type, result.strip() + " x"), *zip(types, want)]:
            if kind is None:
                assert text == "void x", (name, text)
                continue
            base = text.rsplit(None, 1)[0]
            by_value = "*" not in text and not base.endswith("_fn")
            known = kind.__name__ if by_value else None
            assert not by_value or base in kinds[known], (name, text, kind)
            assert by_value or kind.__name__ not in kinds, (name, text, kind)


def test_it_is_installed():
    """From a wheel, the package has its library and its type marker beside it."""
    folder = pathlib.Path(chartrender.__file__).parent
    assert (folder / "py.typed").exists()
    if "site-packages" in str(folder):
        assert (folder / "libchartrender_c.so").exists()
        assert any(str(file).endswith("licenses/LICENSE") for file in importlib.metadata.files("chartrender"))
    assert re.match(r"\d+\.\d+\.\d+$", chartrender.__version__)
