package chartrender

/*
#include "callbacks.h"
*/
import "C"

import (
	"context"
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// LookupFunc answers `lookup` in templates: the object, or a list for an empty name; nil for nothing.
type LookupFunc func(apiVersion, kind, namespace, name string) (map[string]any, error)

// Settings are what Engine and Install have in common; the zero value is Helm's behaviour.
type Settings struct {
	Sources              []Source // after the values that are given as a map
	SkipSchemaValidation bool
	Strict               bool // a missing key is an error
	LintMode             bool // `required` and `fail` do not fail
	AllErrors            bool // go on after a template failed; the errors are in Error.Others
	EncryptedValues      string
	Lookup               LookupFunc
	Objects              []byte // manifests from which `lookup` answers as a cluster that holds them
	Log                  *slog.Logger
	Limits               Limits
	Now                  time.Time // zero: the system's clock
	Seed                 *uint64   // makes random functions repeatable
	TimeZone             string    // "" is UTC
	Origins              bool      // fills Document.Origins
}

// ReleaseOptions are what templates see as .Release, as Helm's type of this name.
type ReleaseOptions struct {
	Name      string // "" is release-name
	Namespace string // "" is default
	Revision  int    // 0 is 1
	IsUpgrade bool
	IsInstall bool // what IsUpgrade is not; both is an error
}

// Capabilities of the cluster that templates see; nil is Helm's own.
type Capabilities struct {
	KubeVersion string   // "1.31"; "" is Helm's own
	APIVersions []string // beside Helm's own
}

// Engine executes templates as Helm's engine.Engine, with its ToRenderValues before.
type Engine struct{ Settings }

// Render gives the text of each template by its path, as Helm's engine.Render.
func Render(chart *Chart, values map[string]any, release ReleaseOptions, capabilities *Capabilities) (map[string]string, error) {
	return Engine{}.Render(chart, values, release, capabilities)
}

// Render gives the text of each template by its path.
func (e Engine) Render(chart *Chart, values map[string]any, release ReleaseOptions, capabilities *Capabilities) (map[string]string, error) {
	return e.RenderWithContext(context.Background(), chart, values, release, capabilities)
}

// RenderWithContext is Render that stops when ctx ends.
func (e Engine) RenderWithContext(ctx context.Context, chart *Chart, values map[string]any, release ReleaseOptions,
	capabilities *Capabilities) (map[string]string, error) {
	if capabilities == nil {
		capabilities = &Capabilities{}
	}
	options := map[string]any{"templates_only": true}
	texts := map[string]string{}
	err := e.run(ctx, chart, values, release, *capabilities, options, func(result *C.cr_result) {
		for _, document := range newRelease(result).Documents {
			texts[document.Path] = document.Text
		}
	})
	if err != nil {
		return nil, err
	}
	return texts, nil
}

// Install renders a release as Helm's action.Install does with ClientOnly (`helm template`).
type Install struct {
	Settings
	ReleaseName string
	Namespace   string
	KubeVersion string
	APIVersions []string
	IncludeCRDs bool
	SubNotes    bool
	IsUpgrade   bool
	Revision    int
	ShowOnly    []string // in Release.String only the documents of these templates
	SkipTests   bool     // in Release.String no test hooks
}

// Release is what an Install gave.
type Release struct {
	Name      string
	Namespace string
	Version   int
	Info      Info
	Manifest  string // the documents but for hooks, byte for byte Helm's Release.Manifest
	Hooks     []*Hook
	Documents []Document // CRDs first, then manifests in Helm's install order, then hooks

	hooks  string // as Manifest
	chosen *string
}

// Info holds the notes of a release.
type Info struct{ Notes string }

// Hook is a document with the annotation helm.sh/hook.
type Hook struct {
	Name, Kind, Path, Manifest string
	Events                     []string
	Weight                     int
	DeletePolicies             []string
}

// Document is a rendered document.
type Document struct {
	Section                string // "crd", "manifest", "hook"
	Path                   string // of the template: "chart/templates/x.yaml"
	Text                   string
	APIVersion, Kind, Name string
	Origins                []Origin // of each line of Text, with Settings.Origins
}

// Origin is the template line that a line comes from; the zero value: it is not known, as of blank lines.
type Origin struct {
	File string // "chart/templates/_helpers.tpl"
	Line int    // from 1
	// The line outside of all definitions that included it; "", 0: it is there itself.
	CallerFile string
	CallerLine int
}

// String is what `helm template` prints.
func (r *Release) String() string {
	if r == nil {
		return ""
	}
	if r.chosen != nil {
		return *r.chosen
	}
	return strings.TrimSpace(r.Manifest) + "\n" + r.hooks
}

// Run renders the chart with these values.
func (i *Install) Run(chart *Chart, values map[string]any) (*Release, error) {
	return i.RunWithContext(context.Background(), chart, values)
}

// RunWithContext is Run that stops when ctx ends.
func (i *Install) RunWithContext(ctx context.Context, chart *Chart, values map[string]any) (*Release, error) {
	if i == nil {
		return nil, usage("install: nil")
	}
	options := map[string]any{}
	setTrue(options, "include_crds", i.IncludeCRDs)
	setTrue(options, "sub_notes", i.SubNotes)
	if len(i.ShowOnly) > 0 {
		options["show_only"] = i.ShowOnly
	}
	if i.SkipTests {
		options["tests"] = false
	}
	isChosen := len(i.ShowOnly) > 0 || i.SkipTests
	if !isChosen {
		options["text"] = false
	}
	release := ReleaseOptions{Name: i.ReleaseName, Namespace: i.Namespace, Revision: i.Revision, IsUpgrade: i.IsUpgrade}
	capabilities := Capabilities{KubeVersion: i.KubeVersion, APIVersions: i.APIVersions}
	var made *Release
	err := i.run(ctx, chart, values, release, capabilities, options, func(result *C.cr_result) {
		made = newRelease(result)
		if isChosen {
			chosen := text(C.cr_result_text(result))
			made.chosen = &chosen
		}
	})
	if err != nil {
		return nil, err
	}
	made.Name, made.Namespace, made.Version = or(i.ReleaseName, "release-name"), or(i.Namespace, "default"), max(i.Revision, 1)
	return made, nil
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// Object is the document as Kubernetes' tools read it.
func (d *Document) Object() (map[string]any, error) {
	var object map[string]any
	err := yamlTo(&object, d.Text)
	return object, err
}

func yamlTo(target any, yaml string) error {
	var handle *C.cr_error
	var converted *C.cr_text
	start, size := pointer(yaml)
	if status := C.cr_yaml_to_json(start, size, &converted, &handle); status != C.CR_OK {
		return takeError(status, handle)
	}
	if err := json.Unmarshal([]byte(takeText(converted)), target); err != nil {
		return &Error{Code: ErrValues, Message: err.Error()}
	}
	return nil
}

func setTrue(options map[string]any, key string, value bool) {
	if value {
		options[key] = true
	}
}

// addTo puts the settings among the options.
func (s *Settings) addTo(options map[string]any, values map[string]any) error {
	setTrue(options, "skip_schema_validation", s.SkipSchemaValidation)
	setTrue(options, "strict", s.Strict)
	setTrue(options, "lint_mode", s.LintMode)
	setTrue(options, "all_errors", s.AllErrors)
	setTrue(options, "origins", s.Origins)
	if s.EncryptedValues != "" {
		options["encrypted_values"] = s.EncryptedValues
	}
	if !s.Now.IsZero() {
		if year := s.Now.Year(); year < 1678 || year > 2261 {
			return usage("now: the year %d is not among 1678 to 2261", year)
		}
		options["now"] = s.Now.UnixNano()
	}
	if s.Seed != nil {
		options["seed"] = *s.Seed
	}
	if s.TimeZone != "" {
		options["time_zone"] = s.TimeZone
	}
	if err := s.Limits.addTo(options); err != nil {
		return err
	}
	return addSources(options, values, s.Sources)
}

func addSources(options map[string]any, values map[string]any, others []Source) error {
	sources := make([]any, 0, 1+len(others))
	if len(values) > 0 {
		option, err := Object(values).option("values")
		if err != nil {
			return err
		}
		sources = append(sources, option)
	}
	for i, source := range others {
		option, err := source.option("sources[" + strconv.Itoa(i) + "]")
		if err != nil {
			return err
		}
		sources = append(sources, option)
	}
	if len(sources) > 0 {
		options["values"] = sources
	}
	return nil
}

func (r ReleaseOptions) addTo(options map[string]any) error {
	if r.IsInstall && r.IsUpgrade {
		return usage("release: it is an install or an upgrade, not both")
	}
	release := map[string]any{"upgrade": r.IsUpgrade}
	if r.Name != "" {
		release["name"] = r.Name
	}
	if r.Namespace != "" {
		release["namespace"] = r.Namespace
	}
	if r.Revision != 0 {
		release["revision"] = r.Revision
	}
	options["release"] = release
	return nil
}

func (c Capabilities) addTo(options map[string]any) {
	if c.KubeVersion != "" {
		options["kube_version"] = c.KubeVersion
	}
	if len(c.APIVersions) > 0 {
		options["api_versions"] = c.APIVersions
	}
}

// prepare makes the call that serves the settings, and its options.
func (s *Settings) prepare(ctx context.Context, values map[string]any, options map[string]any) (*call, []byte, error) {
	if err := s.addTo(options, values); err != nil {
		return nil, nil, err
	}
	encoded, err := encodeValues(options, "options")
	if err != nil {
		return nil, nil, err
	}
	c := &call{}
	if err := s.setHost(ctx, c); err != nil {
		c.end()
		return nil, nil, err
	}
	return c, encoded, nil
}

func (s *Settings) setHost(ctx context.Context, c *call) error {
	steps := []struct {
		needed bool
		set    func() error
	}{
		{readsFiles(s.Sources), c.readsFiles},
		{s.Objects != nil, func() error { return c.setObjects(s.Objects) }},
		{s.Lookup != nil, func() error { return c.setLookup(s.Lookup) }},
		{s.Log != nil, func() error { return c.setLog(s.Log) }},
		{true, func() error { return c.setContext(ctx) }},
	}
	for _, step := range steps {
		if !step.needed {
			continue
		}
		if err := step.set(); err != nil {
			return err
		}
	}
	return nil
}

func readsFiles(sources []Source) bool {
	for _, source := range sources {
		if source.key == "file" || source.key == "set_file" {
			return true
		}
	}
	return false
}

// run renders and hands the result to use, while it lives.
func (s *Settings) run(ctx context.Context, chart *Chart, values map[string]any, release ReleaseOptions,
	capabilities Capabilities, options map[string]any, use func(result *C.cr_result)) error {
	if err := release.addTo(options); err != nil {
		return err
	}
	capabilities.addTo(options)
	return s.with(ctx, chart, values, options, func(c *call, options *C.char, size C.size_t, handle **C.cr_error) C.cr_status {
		var result *C.cr_result
		var user C.uintptr_t
		if chart.calls {
			user = c.user()
		}
		status := C.go_chart_render(chart.handle, options, size, c.host, user, &result, handle)
		if status == C.CR_OK {
			use(result)
			C.cr_result_free(result)
		}
		return status
	})
}

type operation func(c *call, options *C.char, size C.size_t, handle **C.cr_error) C.cr_status

// with runs an operation of the chart.
func (s *Settings) with(ctx context.Context, chart *Chart, values map[string]any, options map[string]any, run operation) error {
	if err := chart.enter(); err != nil {
		return err
	}
	defer chart.leave()
	if err := ctx.Err(); err != nil {
		return because(&Error{Code: ErrCancelled, Message: err.Error()}, context.Cause(ctx), err)
	}
	c, encoded, err := s.prepare(ctx, values, options)
	if err != nil {
		return err
	}
	defer c.end()
	defer stayOnThread()()
	var handle *C.cr_error
	start, size := pointer(string(encoded))
	status := run(c, start, size, &handle)
	if status == C.CR_CANCELLED {
		return because(takeError(status, handle), c.pending, context.Cause(ctx), ctx.Err())
	}
	if status != C.CR_OK {
		return because(takeError(status, handle), c.pending)
	}
	if c.pending != nil {
		return because(&Error{Code: ErrUsage, Message: c.pending.Error()}, c.pending)
	}
	return nil
}

// Finding is what a schema says about values.
type Finding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

// Validate checks values against the schemas of the chart and its subcharts. No findings: they are valid.
func (s Settings) Validate(chart *Chart, values map[string]any) ([]Finding, error) {
	var findings []Finding
	var answer string
	err := s.with(context.Background(), chart, values, map[string]any{}, func(c *call, options *C.char, size C.size_t, handle **C.cr_error) C.cr_status {
		var made *C.cr_text
		status := C.cr_chart_validate(chart.handle, options, size, c.host, &made, handle)
		answer = takeText(made)
		return status
	})
	if err == nil {
		err = json.Unmarshal([]byte(answer), &findings)
	}
	return findings, err
}

// Values are the values as a render would see them.
func (s Settings) Values(chart *Chart, values map[string]any) (map[string]any, error) {
	var merged map[string]any
	var answer string
	err := s.with(context.Background(), chart, values, map[string]any{}, func(c *call, options *C.char, size C.size_t, handle **C.cr_error) C.cr_status {
		var made *C.cr_text
		status := C.cr_chart_values(chart.handle, options, size, c.host, &made, handle)
		answer = takeText(made)
		return status
	})
	if err == nil {
		err = yamlTo(&merged, answer)
	}
	return merged, err
}
