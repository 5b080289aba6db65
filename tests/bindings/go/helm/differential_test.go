// Renders charts through Helm's packages and through ours in one process, and compares all that comes of it.
package helm_test

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"

	"chartrender"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	release "helm.sh/helm/v4/pkg/release/v1"
)

const charts = "../../../../charts"

// Lines that hold what templates draw at random, and its checksums.
var random = regexp.MustCompile(`(?m)^.*(password|NEO4J_AUTH|AUTH_SECRET|checksum/secret|[kK]ey|[cC]ert|[tT]oken|ca\.crt|tls\.).*$`)

func masked(text string) string { return random.ReplaceAllString(text, "*") }

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

type variant struct {
	name   string
	values map[string]any
}

// variants are values that fit any chart.
func variants() []variant {
	return []variant{
		{"defaults", nil},
		{"overrides", map[string]any{
			"replicaCount": 10000000, "nameOverride": "other", "fullnameOverride": "whole",
			"ingress": map[string]any{"enabled": true},
			"image":   map[string]any{"tag": "1.2", "pullPolicy": "Always"},
			"api":     map[string]any{"replicaCount": 3, "podAnnotations": map[string]any{"n": 1, "f": 0.5, "b": true}},
			"ui":      map[string]any{"replicaCount": 2, "nodeSelector": map[string]any{"a": "b"}},
		}},
		{"wrong types", map[string]any{"ui": []any{1, 2}, "image": "text", "replicaCount": map[string]any{"a": nil}}},
		{"port", map[string]any{"ui": map[string]any{"service": map[string]any{"port": 99999}}, "service": map[string]any{"port": "x"}}},
		{"numbers", map[string]any{"service": map[string]any{"port": 8080}, "resources": map[string]any{"limits": map[string]any{
			"cpu": 2, "memory": int64(1 << 40), "ratio": 0.1}}}},
	}
}

func folders(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(charts + "/*/Chart.yaml")
	if more, _ := filepath.Glob(charts + "/*/*/Chart.yaml"); len(more) > 0 {
		found = append(found, more...)
	}
	if err != nil || len(found) < 5 {
		t.Fatal("charts are missing", err)
	}
	for i := range found {
		found[i] = filepath.Dir(found[i])
	}
	return found
}

func copyOf(values map[string]any) map[string]any {
	if values == nil {
		return map[string]any{}
	}
	copied := map[string]any{}
	for key, value := range values {
		if inner, ok := value.(map[string]any); ok {
			value = copyOf(inner)
		}
		copied[key] = value
	}
	return copied
}

func load(t *testing.T, folder string) *chart.Chart {
	t.Helper()
	loaded, err := loader.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func each(t *testing.T, compare func(t *testing.T, folder string, values map[string]any)) {
	for _, folder := range folders(t) {
		for _, variant := range variants() {
			t.Run(strings.TrimPrefix(folder, charts+"/")+"/"+variant.name, func(t *testing.T) { compare(t, folder, variant.values) })
		}
	}
}

// Helm's own version is that of its client library, which a test program does not know.
const kube = "v1.33.0"

func kubeVersion(t *testing.T) *common.KubeVersion {
	t.Helper()
	version, err := common.ParseKubeVersion(kube)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

func helmRender(t *testing.T, folder string, values map[string]any) (map[string]string, error) {
	loaded := load(t, folder)
	if err := chartutil.ProcessDependencies(loaded, values); err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: "demo", Namespace: "sec", Revision: 1, IsInstall: true}
	capabilities := common.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *kubeVersion(t)
	render, err := util.ToRenderValues(loaded, values, options, capabilities)
	if err != nil {
		return nil, err
	}
	return engine.Engine{}.Render(loaded, render)
}

// ordered is the text of an error with its lines and lists of names sorted: Helm's order is that of its maps.
func ordered(text string) string {
	lines := strings.Split(names.ReplaceAllStringFunc(text, func(list string) string {
		words := strings.Split(list, ", ")
		sort.Strings(words)
		return strings.Join(words, ", ")
	}), "\n")
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

var names = regexp.MustCompile(`'[^']*'(, '[^']*')+`)

func equalErrors(t *testing.T, want, got error) {
	t.Helper()
	if (want == nil) != (got == nil) || want != nil && ordered(want.Error()) != ordered(got.Error()) {
		t.Errorf("Helm: %v\nwe:   %v", want, got)
	}
}

func TestEngine(t *testing.T) {
	each(t, func(t *testing.T, folder string, values map[string]any) {
		want, wantErr := helmRender(t, folder, copyOf(values))
		ours, err := chartrender.Load(folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ours.Close()
		got, err := chartrender.Render(ours, values, chartrender.ReleaseOptions{Name: "demo", Namespace: "sec", IsInstall: true},
			&chartrender.Capabilities{KubeVersion: kube})
		equalErrors(t, wantErr, err)
		if wantErr != nil || err != nil {
			return
		}
		for path, text := range want {
			if mine, ok := got[path]; !ok || masked(mine) != masked(text) {
				t.Errorf("%s: Helm:\n%s\nwe (%v):\n%s", path, text, ok, mine)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d texts, with Helm %d", len(got), len(want))
		}
	})
}

func helmInstall(t *testing.T, folder string, values map[string]any) (*release.Release, error) {
	client := action.NewInstall(action.NewConfiguration())
	client.DryRunStrategy, client.Replace = action.DryRunClient, true
	client.ReleaseName, client.Namespace = "demo", "sec"
	client.KubeVersion = kubeVersion(t)
	client.APIVersions, client.IncludeCRDs = common.VersionSet{"x/v1"}, true
	made, err := client.Run(load(t, folder), values)
	if err != nil {
		return nil, err
	}
	return made.(*release.Release), nil
}

func TestInstall(t *testing.T) {
	each(t, func(t *testing.T, folder string, values map[string]any) {
		want, wantErr := helmInstall(t, folder, copyOf(values))
		ours, err := chartrender.Load(folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer ours.Close()
		install := chartrender.Install{ReleaseName: "demo", Namespace: "sec", KubeVersion: kube, APIVersions: []string{"x/v1"}, IncludeCRDs: true}
		got, err := install.Run(ours, values)
		equalErrors(t, wantErr, err)
		if wantErr != nil || err != nil {
			return
		}
		if masked(want.Manifest) != masked(got.Manifest) {
			t.Errorf("Helm:\n%s\nwe:\n%s", want.Manifest, got.Manifest)
		}
		if want.Info.Notes != got.Info.Notes {
			t.Errorf("notes: Helm:\n%s\nwe:\n%s", want.Info.Notes, got.Info.Notes)
		}
		equalHooks(t, want.Hooks, got.Hooks)
	})
}

func equalHooks(t *testing.T, want []*release.Hook, got []*chartrender.Hook) {
	t.Helper()
	var theirs []*chartrender.Hook
	for _, hook := range want {
		same := &chartrender.Hook{Name: hook.Name, Kind: hook.Kind, Path: hook.Path, Manifest: masked(hook.Manifest), Weight: hook.Weight}
		for _, event := range hook.Events {
			same.Events = append(same.Events, string(event))
		}
		for _, policy := range hook.DeletePolicies {
			same.DeletePolicies = append(same.DeletePolicies, string(policy))
		}
		theirs = append(theirs, same)
	}
	for _, hook := range got {
		hook.Manifest = masked(hook.Manifest)
	}
	if len(theirs) != len(got) || len(got) > 0 && !reflect.DeepEqual(theirs, got) {
		t.Errorf("hooks: Helm: %+v\nwe: %+v", theirs, got)
	}
}
