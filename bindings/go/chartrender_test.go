package chartrender_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"chartrender"
)

const prowler = "../../charts/prowler"
const metadata = "{apiVersion: v2, name: c, version: 1.2.3}"

func chartOf(t *testing.T, template string, options *chartrender.LoadOptions) *chartrender.Chart {
	t.Helper()
	chart, err := chartrender.LoadFiles(map[string][]byte{
		"Chart.yaml": []byte(metadata), "values.yaml": []byte("name: world"), "templates/t.yaml": []byte(template),
	}, options)
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

// rendered gives the text of a template.
func rendered(t *testing.T, template string, settings chartrender.Settings, values map[string]any) (string, error) {
	t.Helper()
	engine := chartrender.Engine{Settings: settings}
	texts, err := engine.Render(chartOf(t, template, nil), values, chartrender.ReleaseOptions{}, nil)
	return texts["c/templates/t.yaml"], err
}

func expect(t *testing.T, template string, settings chartrender.Settings, values map[string]any, want string) {
	t.Helper()
	got, err := rendered(t, template, settings, values)
	if err != nil || got != want {
		t.Errorf("%s: got %q, %v; want %q", template, got, err, want)
	}
}

func expectError(t *testing.T, err error, code chartrender.Code, pattern string) {
	t.Helper()
	if !errors.Is(err, code) || !regexp.MustCompile(pattern).MatchString(err.Error()) {
		t.Errorf("got %v, want %s: %s", err, code, pattern)
	}
}

func archiveOf(t *testing.T, folder string) []byte {
	t.Helper()
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	writer := tar.NewWriter(zipped)
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(filepath.Dir(folder), path)
		if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(data))}); err != nil {
			return err
		}
		_, err = writer.Write(data)
		return err
	})
	if err := errors.Join(err, writer.Close(), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func TestThreeSourcesGiveTheSame(t *testing.T) {
	chart, err := chartrender.Load(prowler, nil)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := chartrender.LoadArchive(archiveOf(t, prowler), nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := chart.Files()
	if err != nil {
		t.Fatal(err)
	}
	fromFiles, err := chartrender.LoadFiles(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(1)
	install := chartrender.Install{ReleaseName: "demo", Settings: chartrender.Settings{Seed: &seed}}
	first, err := install.Run(chart, nil)
	if err != nil || chart.Name() != "prowler" || len(first.Documents) < 10 {
		t.Fatal(err, chart.Name())
	}
	for _, other := range []*chartrender.Chart{packed, fromFiles} {
		release, err := install.Run(other, nil)
		if err != nil || release.String() != first.String() {
			t.Error("another text", err)
		}
	}
}

func TestRelease(t *testing.T) {
	chart := chartOf(t, "kind: A\nmetadata: {name: a, size: 1.5}\n---\nkind: Job\nmetadata: {name: j, annotations: "+
		"{helm.sh/hook: 'test,pre-install', helm.sh/hook-weight: '3', helm.sh/hook-delete-policy: hook-failed}}", nil)
	release, err := (&chartrender.Install{Namespace: "ns", Revision: 2}).Run(chart, nil)
	if err != nil {
		t.Fatal(err)
	}
	if release.Name != "release-name" || release.Namespace != "ns" || release.Version != 2 {
		t.Error(release.Name, release.Namespace, release.Version)
	}
	if want := "---\n# Source: c/templates/t.yaml\nkind: A\nmetadata: {name: a, size: 1.5}\n\n"; release.Manifest != want {
		t.Errorf("%q", release.Manifest)
	}
	if want := strings.TrimSpace(release.Manifest) + "\n---\n# Source: c/templates/t.yaml\n" + release.Hooks[0].Manifest + "\n"; release.String() != want {
		t.Errorf("%q, want %q", release.String(), want)
	}
	shown, err := (&chartrender.Install{ShowOnly: []string{"templates/t.yaml"}}).Run(chart, nil)
	if err != nil || !strings.Contains(shown.String(), "kind: Job") {
		t.Error(shown, err)
	}
	want := &chartrender.Hook{Name: "j", Kind: "Job", Path: "c/templates/t.yaml", Manifest: release.Hooks[0].Manifest,
		Events: []string{"test", "pre-install"}, Weight: 3, DeletePolicies: []string{"hook-failed"}}
	if !reflect.DeepEqual(release.Hooks, []*chartrender.Hook{want}) {
		t.Errorf("%+v", release.Hooks[0])
	}
	object, err := release.Documents[0].Object()
	if err != nil || !reflect.DeepEqual(object, map[string]any{"kind": "A", "metadata": map[string]any{"name": "a", "size": 1.5}}) {
		t.Error(object, err)
	}
	plain := chartOf(t, "kind: A\n---\nkind: B\n", nil)
	composed, err := (&chartrender.Install{}).Run(plain, nil)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := (&chartrender.Install{SkipTests: true}).Run(plain, nil)
	if err != nil || printed.String() != composed.String() || !strings.Contains(composed.String(), "kind: B") {
		t.Errorf("%q %q %v", printed, composed, err)
	}
	untested, err := (&chartrender.Install{SkipTests: true}).Run(chart, nil)
	if err != nil || strings.Contains(untested.String(), "kind: Job") {
		t.Error(untested, err)
	}
}

type named struct {
	Deep int `json:"deep"`
}

func TestValues(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "v.yaml")
	if err := os.WriteFile(file, []byte("name: file"), 0o600); err != nil {
		t.Fatal(err)
	}
	show := "{{ .Values | toJson }}"
	expect(t, show, chartrender.Settings{}, nil, `{"name":"world"}`)
	expect(t, show, chartrender.Settings{}, map[string]any{"a": map[string]any{"b": nil}, "n": 1}, `{"a":{"b":null},"n":1,"name":"world"}`)
	expect(t, show, chartrender.Settings{Sources: []chartrender.Source{
		chartrender.YAML("one", "name: one"), chartrender.Object(map[string]any{"x": 1}), chartrender.File(file),
		chartrender.Set("s=1"), chartrender.SetString("t=1"), chartrender.SetJSON("l=[1]"), chartrender.SetLiteral("lit=a,b"),
		chartrender.SetFile("f=" + file),
	}}, nil, `{"f":"name: file","l":[1],"lit":"a,b","name":"file","s":1,"t":"1","x":1}`)
	type text string
	odd := map[string]any{"u": uint8(3), "f": float32(0.5), "s": text("x"), "l": []string{"a"}, "m": map[text]int{"k": 1},
		"p": &named{5}, "n": (*named)(nil), "q": "\"\\\n\x00\u2028", "a": [2]int{1, 2}}
	expect(t, show, chartrender.Settings{}, odd,
		`{"a":[1,2],"f":0.5,"l":["a"],"m":{"k":1},"n":null,"name":"world","p":{"deep":5},"q":"\"\\\n\u0000\u2028","s":"x","u":3}`)
	_, err := rendered(t, show, chartrender.Settings{Sources: []chartrender.Source{chartrender.File("/no/such")}}, nil)
	expectError(t, err, chartrender.ErrIO, "^open /no/such: no such file or directory$")
	if !errors.Is(err, os.ErrNotExist) {
		t.Error("the cause is not kept", err)
	}
	merged, err := chartrender.Settings{}.Values(chartOf(t, "", nil), map[string]any{"x": []any{1, 2.5}})
	if err != nil || !reflect.DeepEqual(merged, map[string]any{"name": "world", "x": []any{1.0, 2.5}}) {
		t.Error(merged, err)
	}
}

// Go's integers stay integers, where numbers of values files are floats.
func TestNumbers(t *testing.T) {
	values := map[string]any{"i": 10000000, "f": 10000000.0, "l": []any{int64(1 << 60)}}
	expect(t, "{{ .Values.i }} {{ .Values.f }} {{ index .Values.l 0 }} {{ kindOf .Values.i }} {{ kindOf .Values.f }}",
		chartrender.Settings{}, values, "10000000 1e+07 1152921504606846976 int64 float64")
}

func TestSettings(t *testing.T) {
	moment := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	expect(t, `{{ now | date "2006-01-02 15:04" }}`, chartrender.Settings{Now: moment, TimeZone: "Europe/Berlin"}, nil, "2024-02-29 13:00")
	seed := uint64(math.MaxUint64)
	one, err := rendered(t, "{{ randAlphaNum 9 }}", chartrender.Settings{Seed: &seed}, nil)
	if err != nil {
		t.Error(err)
	}
	expect(t, "{{ randAlphaNum 9 }}", chartrender.Settings{Seed: &seed}, nil, one)
	chart := chartOf(t, "{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Revision }} {{ .Release.IsUpgrade }} "+
		"{{ .Capabilities.KubeVersion }} {{ .Capabilities.APIVersions.Has \"x/v1\" }}", nil)
	texts, err := chartrender.Render(chart, nil, chartrender.ReleaseOptions{Name: "x", Namespace: "y", Revision: 3, IsUpgrade: true},
		&chartrender.Capabilities{KubeVersion: "1.30", APIVersions: []string{"x/v1"}})
	if want := "x y 3 true v1.30 true"; err != nil || texts["c/templates/t.yaml"] != want {
		t.Error(texts, err)
	}
}

func TestErrors(t *testing.T) {
	_, err := rendered(t, "a: {{ include \"x\" . }}\n{{ define \"x\" }}\n{{ .Values.no.deep }}{{ end }}", chartrender.Settings{}, nil)
	expectError(t, err, chartrender.ErrTemplate, "nil pointer evaluating interface {}.deep")
	var found *chartrender.Error
	if !errors.As(err, &found) || found.File != "c/templates/t.yaml" || found.Line != 3 || found.Column != 10 {
		t.Fatalf("%+v", found)
	}
	if len(found.Frames) != 2 || found.Frames[0].Node != `include "x" .` || found.Frames[1].Template != "x" ||
		!found.WhileRendering || found.Absence.Expression != ".Values.no" {
		t.Errorf("%+v", found)
	}
	_, err = chartrender.LoadFiles(map[string][]byte{"values.yaml": nil}, nil)
	expectError(t, err, chartrender.ErrChart, "Chart.yaml file is missing")
	_, err = chartrender.Load("/no/such", nil)
	expectError(t, err, chartrender.ErrIO, "/no/such")
	_, err = chartrender.LoadArchive([]byte("no archive"), nil)
	expectError(t, err, chartrender.ErrChart, "gzip")
	_, err = rendered(t, "x", chartrender.Settings{Sources: []chartrender.Source{chartrender.YAML("n", "a: [")}}, nil)
	expectError(t, err, chartrender.ErrValues, "n")
	_, err = rendered(t, "{{ range until 100000 }}x{{ end }}", chartrender.Settings{Limits: chartrender.Limits{Steps: 10}}, nil)
	expectError(t, err, chartrender.ErrLimit, "steps")
	_, err = rendered(t, "{{ .Values.no }}", chartrender.Settings{Strict: true}, nil)
	expectError(t, err, chartrender.ErrTemplate, "map has no entry for key")
	chart, err := chartrender.LoadFiles(map[string][]byte{"Chart.yaml": []byte(metadata),
		"templates/a.yaml": []byte(`{{ fail "a" }}`), "templates/b.yaml": []byte(`{{ fail "b" }}`)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&chartrender.Install{Settings: chartrender.Settings{AllErrors: true}}).Run(chart, nil)
	if !errors.As(err, &found) || len(found.Others) != 1 || found.Others[0].Code != chartrender.ErrTemplate {
		t.Errorf("%+v", found)
	}
}

func TestSchema(t *testing.T) {
	chart, err := chartrender.Load(prowler, nil)
	if err != nil {
		t.Fatal(err)
	}
	bad := map[string]any{"ui": map[string]any{"service": map[string]any{"port": 99999}}}
	_, err = (&chartrender.Install{}).Run(chart, bad)
	expectError(t, err, chartrender.ErrSchema, "got 99,999, want 65,535")
	findings, err := chartrender.Settings{}.Validate(chart, bad)
	if err != nil || len(findings) != 1 || findings[0].Severity != "error" || !strings.Contains(findings[0].Message, "got 99,999") {
		t.Error(findings, err)
	}
	findings, err = chartrender.Settings{}.Validate(chart, nil)
	if err != nil || len(findings) != 0 {
		t.Error(findings, err)
	}
}

func TestLookup(t *testing.T) {
	lookup := func(apiVersion, kind, namespace, name string) (map[string]any, error) {
		if apiVersion != "v1" || namespace != "ns" {
			return nil, fmt.Errorf("not %s %s", apiVersion, namespace)
		}
		if name != "there" {
			return nil, nil
		}
		return map[string]any{"data": map[string]any{"n": int64(9007199254740993)}}, nil
	}
	expect(t, `{{ (lookup "v1" "S" "ns" "there").data.n }}{{ lookup "v1" "S" "ns" "x" }}`, chartrender.Settings{Lookup: lookup}, nil,
		"9007199254740993map[]")
	manifests := []byte("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {k: dg==}}")
	expect(t, `{{ (lookup "v1" "Secret" "ns" "s").data.k | b64dec }}`, chartrender.Settings{Objects: manifests}, nil, "v")
	_, err := rendered(t, "x", chartrender.Settings{Objects: []byte("a: [")}, nil)
	expectError(t, err, chartrender.ErrValues, "")
}

func withFunctions(t *testing.T, template string, functions map[string]any) (string, error) {
	t.Helper()
	texts, err := chartrender.Render(chartOf(t, template, &chartrender.LoadOptions{Functions: functions}), nil, chartrender.ReleaseOptions{}, nil)
	return texts["c/templates/t.yaml"], err
}

func TestFunctions(t *testing.T) {
	functions := map[string]any{
		"add2":    func(a, b int) int { return a + b },
		"nothing": func() any { return nil },
		"kinds":   func(items ...any) string { return fmt.Sprintf("%T %T %T", items...) },
		"listed":  func(items ...any) map[string]any { return map[string]any{"items": items} },
		"checked": func(text string) (string, error) { return strings.ToUpper(text), nil },
	}
	got, err := withFunctions(t, `{{ add2 1 2 }} {{ checked "a" | lower }} {{ nothing }} {{ (listed 1 nil .Values).items }} {{ kinds 1 1.5 "x" }}`, functions)
	if want := "3 a  [1 <nil> map[name:world]] int64 float64 string"; err != nil || got != want {
		t.Errorf("%q %v", got, err)
	}
	for name, wrong := range map[string]any{"upper": len0, "a-b": len0, "n": 5, "none": func() {}, "two": func() (int, int) { return 1, 2 }, "nil": nil} {
		_, err := chartrender.LoadFiles(map[string][]byte{"Chart.yaml": []byte(metadata)}, &chartrender.LoadOptions{Functions: map[string]any{name: wrong}})
		expectError(t, err, chartrender.ErrUsage, name)
	}
}

func len0() int { return 0 }

var errOops = errors.New("oops")

func TestCallbacksThatFail(t *testing.T) {
	oops := func() (any, error) { return nil, errOops }
	_, err := withFunctions(t, "{{ range until 3 }}{{ f }}{{ end }}", map[string]any{"f": oops})
	expectError(t, err, chartrender.ErrTemplate, "error calling f: oops")
	if !errors.Is(err, errOops) {
		t.Error("the cause is not kept")
	}
	var panicked *chartrender.PanicError
	_, err = withFunctions(t, "{{ f }}", map[string]any{"f": func() int { panic(errOops) }})
	expectError(t, err, chartrender.ErrTemplate, "error calling f: panic: oops")
	if !errors.As(err, &panicked) || !errors.Is(err, errOops) || len(panicked.Stack) == 0 {
		t.Error(err)
	}
	_, err = withFunctions(t, "{{ f }}", map[string]any{"f": func() int { var none map[string]int; none["x"] = 1; return 0 }})
	expectError(t, err, chartrender.ErrTemplate, "assignment to entry in nil map")
	_, err = withFunctions(t, "{{ f 1 2 }}", map[string]any{"f": func(int) int { return 0 }})
	expectError(t, err, chartrender.ErrTemplate, "wrong number of args: want 1 got 2")
	_, err = withFunctions(t, `{{ f "x" }}`, map[string]any{"f": func(int) int { return 0 }})
	expectError(t, err, chartrender.ErrTemplate, "cannot unmarshal string")
	_, err = withFunctions(t, "{{ f }}", map[string]any{"f": func() any { return math.NaN() }})
	expectError(t, err, chartrender.ErrTemplate, "not finite")
	_, err = rendered(t, `{{ lookup "v1" "S" "" "" }}`, chartrender.Settings{
		Lookup: func(_, _, _, _ string) (map[string]any, error) { panic("lost") }}, nil)
	expectError(t, err, chartrender.ErrTemplate, "lost")
	inner := func() (string, error) {
		return withFunctions(t, "{{ g }}", map[string]any{"g": func() string { return "inner" }})
	}
	got, err := withFunctions(t, "{{ f }}", map[string]any{"f": inner})
	if err != nil || got != "inner" {
		t.Error(got, err)
	}
}

type panickingHandler struct{ slog.Handler }

func (panickingHandler) Enabled(context.Context, slog.Level) bool  { return true }
func (panickingHandler) Handle(context.Context, slog.Record) error { panic(errOops) }

func TestLog(t *testing.T) {
	var lines bytes.Buffer
	log := slog.New(slog.NewTextHandler(&lines, nil))
	chart, err := chartrender.LoadFiles(map[string][]byte{
		"Chart.yaml": []byte(metadata[:len(metadata)-1] + ", deprecated: true}"), "templates/t.yaml": []byte("a: 1")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = (&chartrender.Install{Settings: chartrender.Settings{Log: log}}).Run(chart, nil)
	if err != nil || !strings.Contains(lines.String(), "level=WARN") {
		t.Error(lines.String(), err)
	}
	_, err = (&chartrender.Install{Settings: chartrender.Settings{Log: slog.New(panickingHandler{})}}).Run(chart, nil)
	if !errors.Is(err, errOops) {
		t.Error(err)
	}
}

func TestContext(t *testing.T) {
	loop := chartOf(t, "{{ range until 3000 }}{{ range until 3000 }}{{ range until 3000 }}x{{ end }}{{ end }}{{ end }}", nil)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	_, err := (&chartrender.Install{}).RunWithContext(ctx, loop, nil)
	expectError(t, err, chartrender.ErrCancelled, "")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	_, err = chartrender.Engine{}.RenderWithContext(ctx, loop, nil, chartrender.ReleaseOptions{}, nil)
	expectError(t, err, chartrender.ErrCancelled, "deadline")
	other, stop := context.WithCancelCause(context.Background())
	begin := func() string { stop(errOops); return "" }
	chart := chartOf(t, "{{ begin }}{{ range until 3000 }}{{ range until 3000 }}{{ range until 3000 }}x{{ end }}{{ end }}{{ end }}",
		&chartrender.LoadOptions{Functions: map[string]any{"begin": begin}})
	_, err = (&chartrender.Install{}).RunWithContext(other, chart, nil)
	expectError(t, err, chartrender.ErrCancelled, "")
	if !errors.Is(err, errOops) || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestBadInput(t *testing.T) {
	chart := chartOf(t, "x", nil)
	cycle := map[string]any{}
	cycle["self"] = cycle
	var loop any
	loop = &loop
	seed := uint64(1)
	for name, values := range map[string]map[string]any{
		"a text that is not UTF-8": {"a": map[string]any{"b": "\xff"}}, "nested too deeply": cycle, "too deeply": {"l": loop},
		"not finite": {"n": math.Inf(1)}, "unsupported type": {"c": make(chan int)}, "map\\[int\\]string|keys of type int": {"m": map[int]string{1: "x"}},
		"not UTF-8": {"\xff": 1},
	} {
		_, err := (&chartrender.Install{}).Run(chart, values)
		expectError(t, err, chartrender.ErrUsage, name)
	}
	for pattern, install := range map[string]chartrender.Install{
		"release.name: a text that is not UTF-8": {ReleaseName: "\xff"},
		"release name check failed":              {ReleaseName: "a\x00b"},
		"time_zone":                              {Settings: chartrender.Settings{TimeZone: "\xff"}},
		"encrypted_values: one of":               {Settings: chartrender.Settings{EncryptedValues: "x"}},
		"a time below 0":                         {Settings: chartrender.Settings{Limits: chartrender.Limits{Time: -1}}},
		"the year 9999":                          {Settings: chartrender.Settings{Now: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}},
		`sources\[0\]: no source`:                {Settings: chartrender.Settings{Seed: &seed, Sources: make([]chartrender.Source, 1)}},
		`sources\[0\]: set: a text`:              {Settings: chartrender.Settings{Sources: []chartrender.Source{chartrender.Set("a=\xff")}}},
	} {
		_, err := install.Run(chart, nil)
		expectError(t, err, chartrender.ErrUsage, pattern)
	}
	_, err := (&chartrender.Install{KubeVersion: "\x00"}).Run(chart, nil)
	if err == nil {
		t.Error("a Kubernetes version of a NUL byte")
	}
	_, err = chartrender.Load("a\x00b", nil)
	expectError(t, err, chartrender.ErrUsage, "NUL")
	_, err = chartrender.LoadFiles(map[string][]byte{"": nil}, nil)
	expectError(t, err, chartrender.ErrUsage, "path: it is empty")
	_, err = chartrender.Load(prowler, &chartrender.LoadOptions{Dialect: "helm5"})
	expectError(t, err, chartrender.ErrUsage, "dialect: one of helm4, helm3")
	_, err = chartrender.LoadArchive(nil, nil)
	expectError(t, err, chartrender.ErrChart, "")
	huge := strings.Repeat("x", 2<<20)
	expect(t, "{{ len .Values.big }}", chartrender.Settings{}, map[string]any{"big": huge}, fmt.Sprint(len(huge)))
	got, err := rendered(t, "a\x00b\xff{{ .Values.name }}", chartrender.Settings{}, nil)
	if err != nil || got != "a\x00b\xffworld" {
		t.Errorf("%q %v", got, err)
	}
	_, err = rendered(t, `{{ fail (b64dec "/w==") }}`, chartrender.Settings{}, nil)
	if !errors.Is(err, chartrender.ErrTemplate) || !strings.HasSuffix(err.Error(), "\xff") {
		t.Error(err)
	}
}

func TestClose(t *testing.T) {
	chart := chartOf(t, "a: 1", nil)
	release, err := (&chartrender.Install{}).Run(chart, nil)
	if err != nil || chart.Close() != nil || chart.Close() != nil {
		t.Fatal(err)
	}
	if release.Documents[0].Text != "a: 1" {
		t.Error(release.Documents[0])
	}
	_, err = (&chartrender.Install{}).Run(chart, nil)
	expectError(t, err, chartrender.ErrUsage, "closed")
	_, err = chart.Files()
	expectError(t, err, chartrender.ErrUsage, "closed")
	var none *chartrender.Chart
	_, err = chartrender.Render(none, nil, chartrender.ReleaseOptions{}, nil)
	expectError(t, err, chartrender.ErrUsage, "chart: nil")
	_, err = (*chartrender.Install)(nil).Run(chart, nil)
	expectError(t, err, chartrender.ErrUsage, "install: nil")
	if none.Close() != nil || none.Name() != "" {
		t.Error("nil chart")
	}
	var own *chartrender.Chart
	own = chartOf(t, "{{ f }}", &chartrender.LoadOptions{Functions: map[string]any{"f": func() string { _ = own.Close(); return "closed meanwhile" }}})
	texts, err := chartrender.Render(own, nil, chartrender.ReleaseOptions{}, nil)
	if err != nil || texts["c/templates/t.yaml"] != "closed meanwhile" {
		t.Error(texts, err)
	}
}

func TestGarbageCollector(t *testing.T) {
	for i := 0; i < 50; i++ {
		_ = chartOf(t, "a: 1", &chartrender.LoadOptions{Functions: map[string]any{"f": len0}})
	}
	runtime.GC()
	runtime.GC()
}

func TestGoroutines(t *testing.T) {
	functions := map[string]any{"f": func(text string) (string, error) { return text, errors.New(text) }}
	failing := chartOf(t, "{{ f .Values.n }}", &chartrender.LoadOptions{Functions: functions})
	chart, err := chartrender.Load(prowler, nil)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(1)
	install := &chartrender.Install{Settings: chartrender.Settings{Seed: &seed}}
	want, err := install.Run(chart, nil)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := 0; i < 16; i++ {
		name := fmt.Sprint("n", i)
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < 10; j++ {
				ctx, cancel := context.WithCancel(context.Background())
				release, err := install.RunWithContext(ctx, chart, nil)
				if err != nil || release.String() != want.String() {
					t.Error("another text", err)
				}
				cancel()
				_, err = chartrender.Render(failing, map[string]any{"n": name}, chartrender.ReleaseOptions{}, nil)
				if err == nil || errors.Unwrap(err) == nil || !strings.HasSuffix(errors.Unwrap(err).Error(), name) {
					t.Error("the failure of another call", err)
				}
			}
		}()
	}
	group.Wait()
}

func TestVersion(t *testing.T) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(chartrender.Version()) {
		t.Error(chartrender.Version())
	}
}
