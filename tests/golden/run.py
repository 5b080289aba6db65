#!/usr/bin/env python3
"""The golden harness on a small series and a small chart: modes, reports, rules that fail, bad input.

    run.py RENDER [NAME...]

Each test works on a copy of files/. Bad input gives one line of error that names the place, exit status 2, and leaves
every file as it was.
"""
import functools, http.server, json, os, pathlib, shutil, subprocess, sys, tempfile, threading
import xml.etree.ElementTree as xml

RENDER = os.path.abspath(sys.argv[1])
ONLY = sys.argv[2:]
FILES = pathlib.Path(__file__).resolve().parent / "files"
TESTS = []
SERIES = "series/series.yaml"


class Box:
    def __init__(self, top):
        self.top = pathlib.Path(top)

    def path(self, name):
        return self.top / name

    def read(self, name):
        return self.path(name).read_text()

    def write(self, name, text):
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_text(text)

    def replace(self, name, old, new):
        text = self.read(name)
        assert old in text, "%s has no %r" % (name, old)
        self.write(name, text.replace(old, new, 1))

    def tree(self):
        return {str(p.relative_to(self.top)): p.read_bytes() for p in self.top.rglob("*") if p.is_file()}

    def run(self, *words, ci=None, tz=None, stdin="", cwd="."):
        env = {k: v for k, v in os.environ.items() if k != "CI"}
        if ci is not None:
            env["CI"] = ci
        if tz is not None:
            env["TZ"] = tz
        done = subprocess.run([RENDER, *words], cwd=self.top / cwd, env=env, input=stdin, capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def golden(self, *words, **more):
        return self.run("golden", *words, **more)


def test(f):
    TESTS.append(f)
    return f


def want(condition, *why):
    if not condition:
        raise AssertionError(" ".join(str(w) for w in why))


# ---- Modes


@test
def the_series_is_as_its_goldens(box):
    before = box.tree()
    code, out, err = box.golden("series")
    want(code == 0 and " 0 failed" in out and err == "", code, out, err)
    want(box.tree() == before, "compare writes")


@test
def a_missing_golden_names_the_command(box):
    box.path("series/base/two.yaml").unlink()
    code, out, _ = box.golden("series")
    want(code == 1 and "missing: base/two: no golden; write it: render golden series/series.yaml --update='base/two'" in out, out)
    want(not box.path("series/base/two.yaml").exists(), "written unasked")
    code, out, _ = box.golden(SERIES, "--update=base/two")
    want(code == 0 and box.path("series/base/two.yaml").read_bytes() == (FILES / "series/base/two.yaml").read_bytes(), out)


@test
def a_difference_is_told_by_field_and_line(box):
    box.replace("series/image/two.yaml", "replicas: 2", "replicas: 3")
    code, out, _ = box.golden("series")
    want(code == 1 and "failed: image/two: differs from its golden (series/image/two.yaml)" in out, out)
    want("Deployment/rel spec.replicas: 3 -> 2" in out and "-  replicas: 3" in out and "+  replicas: 2" in out, out)


@test
def a_difference_of_layout_is_told_as_such(box):
    box.replace("series/image/two.yaml", "replicas: 2", "replicas:  2")
    code, out, _ = box.golden("series")
    want(code == 1 and "only the layout of the text differs" in out, out)


@test
def line_ends_of_a_checkout_do_not_count(box):
    for name in ("series/base/two.yaml", "series/base/misspelt.err", "series/image.diff"):
        box.path(name).write_bytes(box.path(name).read_bytes().replace(b"\n", b"\r\n"))
    want(box.golden("series")[0] == 0, "differs")


@test
def paths_from_within_the_folders(box):
    code, out, err = box.run("golden", "series.yaml", cwd="series")
    want(code == 0 and out.startswith("series.yaml: "), out, err)
    shutil.copytree(box.path("chart"), box.path("charts/mini"))
    box.path("golden").mkdir()
    box.run("golden", "--update", cwd="charts/mini")
    want(box.path("golden/mini/default/want.yaml").exists(), "not beside charts")
    want(box.run("golden", cwd="charts/mini")[0] == 0, "differs")


@test
def goldens_written_without_helm_say_so(box):
    box.path("series/base/two.yaml").unlink()
    code, out, _ = box.golden("series", "--update")
    want(code == 0 and "note: goldens: written from this program's output" in out, out)


@test
def context_lines_can_be_chosen(box):
    box.replace("series/image/two.yaml", "replicas: 2", "replicas: 3")
    long, short = box.golden("series", "-U", "3")[1], box.golden("series", "-U", "0")[1]
    want("labels:" in long and "labels:" not in short, short)


@test
def update_restores_every_golden(box):
    before = box.tree()
    for name in ("series/base/default.yaml", "series/image.diff", "series/breaking.md", "series/base/image.err"):
        box.path(name).unlink()
    code, out, _ = box.golden("series", "--update")
    want(code == 0 and "4 written" in out and box.tree() == before, out)


@test
def update_of_one_case_leaves_the_others(box):
    box.replace("series/base/two.yaml", "replicas: 2", "replicas: 3")
    box.replace("series/base/default.yaml", "replicas: 1", "replicas: 3")
    box.golden("series", "--update=*/two")
    want("replicas: 2" in box.read("series/base/two.yaml") and "replicas: 3" in box.read("series/base/default.yaml"), "wrong files")


@test
def a_golden_equal_to_the_phase_before_is_obsolete(box):
    shutil.copy(box.path("series/base/misspelt.err"), box.path("series/image/misspelt.err"))
    code, out, _ = box.golden("series")
    want(code == 0 and "obsolete: image/misspelt: equal to the golden of the phase before" in out, out)
    box.golden("series", "--update")
    want(not box.path("series/image/misspelt.err").exists(), "still there")


@test
def obsolete_goldens_fail_in_ci(box):
    box.write("series/base/gone.yaml", "a: 1\n")
    box.write("series/old.diff", "")
    box.write("series/old/x.yaml", "a: 1\n")
    code, out, _ = box.golden("series")
    want(code == 0 and "3 obsolete" in out, out)
    want(box.golden("series", ci="true")[0] == 1, "no failure in CI")
    want(box.golden("series", "--obsolete=fail")[0] == 1, "no failure with --obsolete=fail")
    want(box.golden("series", "--obsolete=report", ci="true")[0] == 0, "failure with --obsolete=report")
    box.golden("series", "--update")
    want(box.tree() == {str(p.relative_to(FILES)): p.read_bytes() for p in FILES.rglob("*") if p.is_file()}, "not removed")


@test
def pending_accept_and_reject(box):
    box.replace("series/base/two.yaml", "replicas: 2", "replicas: 3")
    box.replace("series/image/two.yaml", "replicas: 2", "replicas: 3")
    before = box.tree()
    code, out, _ = box.golden("series", "--pending")
    got = {n for n in box.tree() if n.endswith(".got")}
    want(code == 1 and got == {"series/base/two.yaml.got", "series/image/two.yaml.got"}, out, got)
    code, out, _ = box.golden("reject", "series", "--case", "base/two")
    want(code == 0 and "rejected series/base/two.yaml" in out, out)
    code, out, _ = box.golden("accept", "series")
    want(code == 0 and "accepted series/image/two.yaml" in out, out)
    want(box.read("series/image/two.yaml") == (FILES / "series/image/two.yaml").read_text(), "not accepted")
    want({n for n in box.tree()} == {n for n in before}, "files left behind")
    want("nothing is pending" in box.golden("accept", "series")[1], "still pending")


@test
def review_asks(box):
    box.replace("series/base/two.yaml", "replicas: 2", "replicas: 3")
    box.replace("series/base/default.yaml", "replicas: 1", "replicas: 3")
    box.golden("series", "--pending")
    code, out, _ = box.golden("review", "series", stdin="r\na\n")
    want(code == 0 and "rejected series/base/default.yaml" in out and "accepted series/base/two.yaml" in out, out)
    want("-  replicas: 3" in out, out)


@test
def ci_refuses_to_write_unless_told(box):
    box.replace("series/base/two.yaml", "replicas: 2", "replicas: 3")
    before = box.tree()
    for words in (["series", "--pending"], ["accept", "series"], ["reject", "series"], ["review", "series"]):
        code, _, err = box.golden(*words, ci="true")
        want(code == 2 and "CI is set" in err and box.tree() == before, words, err)
    want(box.golden("series", "--update", ci="true")[0] == 0, "--update is explicit")


@test
def reports_in_every_format(box):
    box.replace("series/image/two.yaml", "replicas: 2", "replicas: 3")
    code, out, _ = box.golden("series", "-o", "json")
    report = json.loads(out)
    failed = [i for i in report["targets"][0]["items"] if i["status"] == "failed"]
    want(code == 1 and [i["name"] for i in failed] == ["two"] and report["targets"][0]["phases"][0]["changedCases"] == 2, out)
    code, out, _ = box.golden("series", "-o", "junit")
    suites = xml.fromstring(out.encode())
    want(code == 1 and [s.get("failures") for s in suites] == ["1", "0", "0"] or
         sum(int(s.get("failures")) for s in suites) == 1, out)
    want(len(suites.findall(".//failure")) == 1 and "replicas" in suites.find(".//failure").text, out)
    out = box.golden("series", "-o", "github")[1]
    want(out.startswith("::error file=series/image/two.yaml,title=image/two::differs"), out)
    out = box.golden("series", "-o", "markdown")[1]
    want("✗" in out and "| image: image of the pods | 0 | 0 | 1 | 2 | 2 of 2 |" in out, out)


@test
def summary_of_the_phases(box):
    out = box.golden("series", "--summary")[1]
    want("image  image of the pods\n" in out and "2 of 2 change, 1 new" in out, out)


@test
def every_hunk_is_noticed(box):
    code, out, _ = box.golden("series", "--mutate")
    want(code == 0 and "3 passed, 0 failed" in out, out)
    box.replace(SERIES, '    texts:\n      - {file: values.yaml, contains: "# Of the pods", count: 1}\n', "")
    box.replace("patches/1.patch", "@@ -1 +1,3 @@\n replicas: 1\n+# Of the pods\n+image: app:1.0\n",
                "@@ -0,0 +1,2 @@\n+# Of the pods\n+image: app:1.0\n")
    box.write("final/values.yaml", "# Of the pods\nimage: app:1.0\nreplicas: 1\n")
    want(box.golden("series", "--mutate")[0] == 0, "the image is still asserted")
    text = box.read("chart/templates/NOTES.txt")
    box.write("final/templates/NOTES.txt", text + "more\n")
    box.write("patches/1.patch", box.read("patches/1.patch") +
              "--- a/templates/NOTES.txt\n+++ b/templates/NOTES.txt\n@@ -1 +1,2 @@\n %s+more\n" % text)
    code, out, _ = box.golden("series", "--mutate")
    want(code == 1 and "failed: image/without hunk 1 of templates/NOTES.txt: no rule" in out, out)


# ---- A chart without a series


@test
def a_chart_needs_no_configuration(box):
    for place in ("ci/three-values.yaml", "tests/values/four.yaml", "examples/five/values.yaml"):
        box.write("chart/" + place, "replicas: %d\n" % len(place))
    code, out, _ = box.golden("chart", "--update")
    want(code == 0, out)
    made = sorted(n for n in box.tree() if n.startswith("chart/golden/"))
    want(made == ["chart/golden/%s/%s" % (c, f) for c in ("default", "five", "four", "three") for f in ("case.yaml", "want.yaml")], made)
    want("masked, as two runs differ: Secret/release-name stringData.password" in out, out)
    want('pointer: "/stringData/password"' in box.read("chart/golden/default/case.yaml"), "no mask")
    want('password: "<masked>"' in box.read("chart/golden/default/want.yaml"), "not masked")
    want(box.golden("chart")[0] == 0, "differs at once")
    box.write("chart/ci/three-values.yaml", "replicas: x\n")
    code, out, _ = box.golden("chart")
    want(code == 1 and "failed: three: fails, the golden is manifests" in out, out)
    box.golden("chart", "--update=three")
    want(box.path("chart/golden/three/want.err").exists() and not box.path("chart/golden/three/want.yaml").exists(), "no want.err")
    want(box.golden("chart")[0] == 0, "differs")


@test
def a_case_file_adds_a_case(box):
    box.golden("chart", "--update")
    box.write("chart/golden/more/case.yaml", "version: 1\nrelease: {name: more, namespace: n}\nset: [replicas=5]\n"
              "masks:\n  - {kind: Secret, name: more, pointer: /stringData/password, reason: random}\n")
    code, out, _ = box.golden("chart")
    want(code == 1 and "missing: more: no golden" in out, out)
    box.golden("chart", "--update")
    want("replicas: 5" in box.read("chart/golden/more/want.yaml") and box.golden("chart")[0] == 0, "not rendered")


@test
def goldens_are_in_utc(box):
    box.write("clock/Chart.yaml", "apiVersion: v2\nname: clock\nversion: 1.0.0\n")
    box.write("clock/templates/a.yaml", "at: {{ date \"15:04 MST\" 0 }}\n")
    box.golden("clock", "--update", tz="Asia/Tokyo")
    want("at: 00:00 UTC" in box.read("clock/golden/default/want.yaml"), "in the local zone")
    box.write("helm", "#!/bin/sh\n[ $1 = version ] && { echo 4.3.1; exit; }\n"
              "echo ---\necho '# Source: clock/templates/a.yaml'\ndate -d @0 '+at: %H:%M %Z'\n")
    box.path("helm").chmod(0o755)
    code, out, err = box.golden("clock", "--oracle", str(box.path("helm")), tz="Asia/Tokyo")
    want(code == 0, code, out, err)


@test
def goldens_of_a_chart_stand_beside_charts(box):
    shutil.copytree(box.path("chart"), box.path("charts/mini"))
    box.path("golden").mkdir()
    box.golden("charts/mini", "--update")
    want(box.path("golden/mini/default/want.yaml").exists() and not box.path("charts/mini/golden").exists(), "elsewhere")
    box.golden("charts/mini", "--golden-dir", "there", "--update")
    want(box.path("there/default/want.yaml").exists(), "not in --golden-dir")
    want("charts/mini: 1 passed" in box.golden("golden")[1], "not found from the golden folder")


@test
def the_golden_of_a_vanished_case_is_obsolete(box):
    box.write("chart/ci/three-values.yaml", "replicas: 3\n")
    box.golden("chart", "--update")
    box.path("chart/ci/three-values.yaml").unlink()
    code, out, _ = box.golden("chart")
    want(code == 0 and "obsolete: three" in out and box.golden("chart", ci="1")[0] == 1, out)
    box.golden("chart", "--update")
    want(not box.path("chart/golden/three").exists(), "still there")


@test
def a_case_that_is_not_there_is_named(box):
    box.golden("chart", "--update")
    before = box.tree()
    for words in (["--case", "nope"], ["--update=nope"], ["--pending", "--case", "n*"]):
        code, out, err = box.golden("chart", *words)
        want(code == 2 and out == "" and "; there are: default" in err, words, code, out, err)
    code, _, err = box.golden("series", "--case", "base/nope")
    want(code == 2 and "no case `base/nope`; there are: " in err and "; in the phases: " in err and "base" in err, code, err)
    want(box.tree() == before, "written")
    box.replace("chart/golden/default/want.yaml", "replicas: 1", "replicas: 2")
    box.golden("chart", "--pending")
    code, _, err = box.golden("accept", "chart", "--case", "nope")
    want(code == 2 and "there are: default" in err, code, err)
    shutil.rmtree(box.path("chart/golden"))
    code, out, err = box.golden("chart", "series", "--case", "two")
    want("series: " in out.replace("/series.yaml", "") and err == "", "a case of one target is enough", code, out, err)


@test
def a_case_file_names_the_helm(box):
    box.golden("chart", "--update")
    case = box.read("chart/golden/default/case.yaml")
    box.write("chart/golden/three/case.yaml", case + "compat: helm3\n")
    box.golden("chart", "--update")
    four, three = (box.read("chart/golden/%s/want.yaml" % name) for name in ("default", "three"))
    want("\n\n---\n" in four and "\n\n---\n" not in three and four.replace("\n\n---", "\n---") == three, four, three)
    want("helm: 3.22.0" in box.read("chart/golden/three/case.yaml") and box.golden("chart")[0] == 0, "differs")
    box.write("chart/golden/three/case.yaml", case + "compat: helm5\n")
    code, _, err = box.golden("chart")
    want(code == 2 and "chart/golden/three/case.yaml:" in err and "`compat` is helm4 or helm3" in err, code, err)
    shutil.rmtree(box.path("chart/golden"))
    box.golden("chart", "--update", "--compat", "helm3")
    want("compat: helm3\n" in box.read("chart/golden/default/case.yaml") and box.golden("chart")[0] == 0, "the Helm is forgotten")


@test
def limits_hold_for_goldens(box):
    box.golden("chart", "--update")
    code, out, _ = box.golden("chart", "--limit", "output=10")
    want(code == 1 and "limit reached: output (10 bytes)" in out, code, out)
    code, _, err = box.golden("chart", "--limit", "memory=1K")
    want(code == 2 and "limit reached: memory (1024 bytes)" in err, code, err)


@test
def schemas_are_fetched_where_that_is_allowed(box):
    class Server(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    box.golden("chart", "--update")
    schema = box.read("chart/values.schema.json")
    box.write("served/schema.json", schema)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=box.path("served"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        box.write("chart/values.schema.json", '{"$ref": "http://127.0.0.1:%d/schema.json"}' % server.server_port)
        code, out, _ = box.golden("chart")
        want(code == 1 and "failing loading" in out, out)
        code, out, err = box.golden("chart", "--allow-network")
        want(code == 0, out, err)
        server.shutdown()


# ---- Rules that do not hold


def broken(name, old, new, *texts):
    def run(box):
        box.replace(SERIES, old, new)
        code, out, err = box.golden("series")
        want(code == 1 and all(t in out for t in texts), code, out, err)
    run.__name__ = "broken_rule_" + name
    TESTS.append(run)


broken("change_not_in_a_case", "in: [default, two]", "in: [default, misspelt]", "the change does not show in misspelt")
broken("change_not_named", 'to: "app:1.0"', 'to: "app:1.1"', "1 change that no entry of `expect` names", "app:latest -> app:1.0",
       "no case shows this change")
broken("from_of_another_type", 'from: "app:latest"', "from: 1", "no case shows this change")
broken("text", 'contains: "# Of the pods"', 'contains: "# Of the nodes"', "not so: values.yaml has")
broken("text_count", "count: 1}", "count: 2}", "1 failed")
broken("text_before", '{file: values.yaml, contains: "# Of the pods", count: 1}', '{notes: two, contains: "2 pods"}', "so already in the phase before")
broken("assert", 'value: "app:2.0"', 'value: "app:2.1"', 'not so: case image: Deployment/rel')
broken("assert_before", 'value: "app:2.0"}', 'value: "app:2.0"}\n      - {case: two, resource: Deployment/rel, path: spec.replicas, value: 2}',
       "so already in the phase before")
broken("holds", "value: 2}", 'value: "2"}', 'spec.replicas is "2"')
broken("test_output", 'stdout: "          image: app:1.0"', 'stdout: "image"', "failed: image/test: image: another answer")
broken("test_exit", "exit: 0\n        stdout", "exit: 1\n        stdout", "another answer, exit status 0")
broken("test_before", "before: differs", "before: same\n        assert: [{case: two, resource: Deployment/rel, path: spec.replicas, value: 2}]",
       "the phase before gives another answer")
broken("test_same_before", "before: same\n", "before: differs\n", "the phase before gives the same answer")
broken("refused_taken", "set: [replicas=x], error: \"at '/replicas': got string, want integer\"", "set: [replicas=1], error: x", "the values are taken")
broken("refused_otherwise", "got string, want integer", "got number", "the refusal does not match")
broken("accepted", "{set: [replicas=7]}", "{set: [replicas=y]}", "refused: Error: values don't meet")
broken("accepted_early", "{set: [image=a], from: 1}", "{set: [replicas=3], from: 1}", "taken before the phase that adds them")
broken("case_refused", "\"'replica' not allowed\"", "\"'replicas' not allowed\"", "the refusal does not match")
broken("migration", '{image: "app:latest"}', '{image: "app:3.0"}', "the migration's values do not give back the phase before")
broken("row_without_change", 'path: "*.image"', 'path: "*.picture"', "no case shows the changes of its `paths`")


@test
def broken_rule_final(box):
    box.write("final/values.yaml", box.read("final/values.yaml") + "more: 1\n")
    code, out, _ = box.golden("series")
    want(code == 1 and "the base with all patches is another chart" in out and "-more: 1" in out, out)


@test
def broken_rule_mask_of_a_fixed_field(box):
    box.replace("chart/templates/app.yaml", "{{ randAlphaNum 12 | quote }}", '"fixed"')
    box.replace("final/templates/app.yaml", "{{ randAlphaNum 12 | quote }}", '"fixed"')
    code, out, _ = box.golden("series")
    want(code == 1 and "hides a value that two runs have alike" in out, out)


# ---- Bad input


def bad(name, change, *texts):
    def run(box):
        change(box)
        before = box.tree()
        for mode in ([], ["--pending"]):
            code, out, err = box.golden("series", *mode)
            want(code == 2 and out == "" and err.startswith("Error: ") and err.count("\n") == 1, code, out, err)
            want(all(t in err for t in texts), err)
            want(box.tree() == before, "files changed")
    run.__name__ = "bad_" + name
    TESTS.append(run)


def bad_series(name, old, new, *texts):
    bad(name, lambda box: box.replace(SERIES, old, new), *texts)


def to_folder(name):
    def change(box):
        box.path(name).unlink()
        box.path(name).mkdir()
    return change


bad("patch_context", lambda b: b.replace("chart/templates/app.yaml", "args: [serve]", "args: [run]"),
    "patches/1.patch:11: the patch does not apply: line 16 of templates/app.yaml is \"          args: [run]\", the patch has \"          args: [serve]\"")
bad("patch_of_a_missing_file", lambda b: b.path("chart/values.yaml").unlink(), "patches/1.patch:24: the patch does not apply: there is no values.yaml")
bad("patch_too_far", lambda b: b.write("chart/values.schema.json", "{}\n"), "patches/1.patch:17: the patch does not apply: there is no line 2 of values.schema.json")
bad("patch_shifted", lambda b: b.replace("patches/1.patch", "@@ -12,7 +12,7 @@", "@@ -11,7 +11,7 @@"), "patches/1.patch:6: the patch does not apply: line 11 of")
bad("patch_cut", lambda b: b.write("patches/1.patch", b.read("patches/1.patch")[:300]), "patches/1.patch:", "")
bad("patch_not_a_diff", lambda b: b.write("patches/1.patch", "hello\n"), "patches/1.patch:", "no unified diff")
bad("patch_leaves_the_chart", lambda b: b.write("patches/1.patch", b.read("patches/1.patch").replace("values.yaml", "../values.yaml")), "leaves the chart")
bad("patch_missing", lambda b: b.path("patches/1.patch").unlink(), "open patches/1.patch: No such file or directory")
bad("patch_unreadable", to_folder("patches/1.patch"), "read patches/1.patch: Is a directory")
bad("chart_missing", lambda b: shutil.rmtree(b.path("chart")), "open chart: No such file or directory")
bad("chart_without_name", lambda b: b.write("chart/Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n"), "chart/Chart.yaml: the chart has no name")
bad("conflict_markers", lambda b: b.replace("series/image/two.yaml", "  replicas: 2\n", "<<<<<<< ours\n  replicas: 2\n=======\n  replicas: 3\n>>>>>>> theirs\n"),
    "series/image/two.yaml:", "the golden has conflict markers of a merge")
bad("golden_unreadable", to_folder("series/image/two.yaml"), "read series/image/two.yaml: Is a directory")
bad("golden_a_link", lambda b: (b.path("series/image/two.yaml").unlink(), b.path("series/image/two.yaml").symlink_to(b.path("chart/values.yaml").resolve())), "symbolic link")
bad("two_goldens", lambda b: b.write("series/image/two.err", "x\n"), "series/image/two.yaml: stands beside image/two.err")
bad("series_not_yaml", lambda b: b.write(SERIES, "version: 1\nphases: [a\n"), "series/series.yaml:3: not valid YAML")
bad("series_empty", lambda b: b.write(SERIES, ""), "series/series.yaml", "a series must be a map")
bad("values_missing", lambda b: b.path("series/cases/two.yaml").unlink(), "series/series.yaml:11: open series/cases/two.yaml")
bad_series("unknown_key", "scenario: true", "scenery: true", "series/series.yaml:10: unknown key `scenery` in a case")
bad_series("unknown_key_at_top", "helm: 4.3.1", "helm: 4.3.1\nhelmet: 1", "series/series.yaml:6: unknown key `helmet` in a series")
bad_series("unknown_key_in_expect", "change: changed, to:", "changes: x, change: changed, to:", "series/series.yaml:26: unknown key `changes` in an expected change")
bad_series("version", "version: 1", "version: 2", "series/series.yaml:2: a series has `version: 1`")
bad_series("unknown_case", "in: [image]", "in: [picture]", "series/series.yaml:26: there is no case `picture`")
bad_series("name_twice", "name: two", "name: default", "series/series.yaml:11: the name `default` stands twice")
bad_series("bad_expression", "\"'image' not allowed\"", "\"(\"", "series/series.yaml:12: error parsing regexp")
bad_series("bad_change", "change: changed, from", "change: moved, from", "series/series.yaml:25: `change` is added, removed or changed")
bad_series("mask_of_nothing", "/stringData/password", "/stringData/passwort", "series/series.yaml:8: the mask Secret/* /stringData/passwort matches nothing in any case")
bad_series("mask_of_a_map", "/stringData/password", "/stringData", "series/series.yaml:8: the mask /stringData of Secret/rel names no scalar")


@test
def bad_targets(box):
    before = box.tree()
    for words, text in ((["nowhere"], "nowhere: no such file or folder"), (["patches"], "no Chart.yaml and no series.yaml"),
                        (["series", "--update", "--pending"], "exclude each other"), (["chart", "--mutate"], "--mutate needs a series"),
                        (["series", "--oracle", "/no/such/helm"], "cannot run /no/such/helm"), (["series", "--oracle", "true"], "is no Helm"),
                        (["series", "-o", "xml"], "xml"), (["chart", "--bogus"], "bogus")):
        code, out, err = box.golden(*words)
        want(code == 2 and text in err and box.tree() == before, words, code, out, err)


@test
def bad_chart_mask(box):
    box.golden("chart", "--update")
    box.replace("chart/golden/default/case.yaml", "/stringData/password", "/stringData/nothing")
    before = box.tree()
    code, out, err = box.golden("chart")
    want(code == 2 and "chart/golden/default/case.yaml:6: the mask" in err and "matches nothing" in err, code, out, err)
    want(box.tree() == before, "files changed")


# ---- diff


@test
def diff_of_manifests_and_charts(box):
    code, out, _ = box.run("diff", "chart", "final")
    want(code == 0 and out == "Deployment/release-name spec.template.spec.containers[app].image: app:latest -> app:1.0\n", out)
    want(box.run("diff", "chart", "final", "--exit-code")[0] == 1, "--exit-code")
    want(box.run("diff", "chart", "final", "--detailed-exitcode")[0] == 2, "--detailed-exitcode")
    for flag in ("--exit-code", "--detailed-exitcode"):
        want(box.run("diff", "chart", "chart", flag)[0] == 0, flag)
    want(box.run("diff", "chart", "nothing", "--exit-code")[0] == 2, "trouble of --exit-code is 2")
    want(box.run("diff", "chart", "nothing", "--detailed-exitcode")[0] == 1, "trouble of --detailed-exitcode is 1")
    code, out, _ = box.run("diff", "series/base/default.yaml", "series/base/two.yaml", "-o", "json")
    want(json.loads(out)["changes"] == [{"resource": "Deployment/rel", "path": "spec.replicas", "change": "changed", "from": 1, "to": 2}], out)
    code, out, _ = box.run("diff", "chart", "--left-values", "series/cases/two.yaml", "--right-set", "replicas=9")
    want(code == 0 and out == "Deployment/release-name spec.replicas: 2 -> 9\n", out)
    want("-> 2" in box.run("diff", "series/base/default.yaml", "-", stdin=box.read("series/base/two.yaml"))[1], "stdin")
    want("::notice title=Deployment/rel" in box.run("diff", "chart", "final", "-o", "github")[1], "github")
    want("1 change\n\n```diff\n" in box.run("diff", "chart", "final", "-o", "markdown")[1], "markdown")


@test
def diff_of_what_cannot_be_read(box):
    box.write("bad.yaml", "a: b\n---\n{{\n")
    code, out, err = box.run("diff", "series/base/two.yaml", "bad.yaml")
    want(code == 2 and err.startswith("Error: bad.yaml: document 2: "), err)
    for words in (["chart"], ["bad.yaml"], ["bad.yaml", "bad.yaml", "--left-set", "a=b"], ["a", "b", "c"]):
        want(box.run("diff", *words)[0] == 2, words)


def main():
    failed = 0
    count = 0
    for f in TESTS:
        name = f.__name__.replace("_", " ")
        if ONLY and not any(o in name for o in ONLY):
            continue
        count += 1
        with tempfile.TemporaryDirectory() as top:
            shutil.copytree(FILES, top, dirs_exist_ok=True)
            try:
                f(Box(top))
            except Exception as problem:  # a test must not stop the others
                failed += 1
                print("FAILED: %s\n%s\n" % (name, problem))
    print("%d tests, %d failed" % (count, failed))
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
