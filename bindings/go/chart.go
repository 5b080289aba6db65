package chartrender

/*
#include <stdlib.h>
#include "callbacks.h"
*/
import "C"

import (
	"encoding/json"
	"log/slog"
	"runtime"
	"runtime/cgo"
	"sort"
	"time"
)

// The Helm that is followed.
const (
	Helm4 = "helm4"
	Helm3 = "helm3"
)

// Limits bound what a chart may use; 0 is the library's default.
type Limits struct {
	Steps, OutputBytes, MemoryBytes           uint64
	Time                                      time.Duration
	NestingDepth, TemplateDepth, IncludeDepth uint64
	CallDepth                                 uint64
	FileBytes, ArchiveBytes, ArchiveFiles     uint64
	RegexBytes, AliasNodes                    uint64
}

func (l Limits) addTo(options map[string]any) error {
	if l.Time < 0 {
		return usage("limits: a time below 0")
	}
	var numbers map[string]any
	for _, limit := range [...]struct {
		name   string
		number uint64
	}{
		{"steps", l.Steps}, {"output_bytes", l.OutputBytes}, {"memory_bytes", l.MemoryBytes},
		{"wall_milliseconds", uint64(l.Time.Milliseconds())}, {"nesting_depth", l.NestingDepth},
		{"template_depth", l.TemplateDepth}, {"include_depth", l.IncludeDepth}, {"call_depth", l.CallDepth},
		{"file_bytes", l.FileBytes}, {"archive_bytes", l.ArchiveBytes}, {"archive_files", l.ArchiveFiles},
		{"regex_bytes", l.RegexBytes}, {"alias_nodes", l.AliasNodes},
	} {
		if limit.number != 0 {
			if numbers == nil {
				numbers = map[string]any{}
			}
			numbers[limit.name] = limit.number
		}
	}
	if len(numbers) > 0 {
		options["limits"] = numbers
	}
	return nil
}

// LoadOptions are how a chart is loaded; nil is the default.
type LoadOptions struct {
	Dialect string // Helm4 (default) or Helm3
	Limits  Limits
	// Functions beside Helm's, as in text/template's FuncMap: each gives a result, or a result and an error. Arguments
	// and results go through JSON. They are called by every goroutine that renders the chart, and must not end it.
	Functions map[string]any
	Log       *slog.Logger // for Helm's warnings
}

// Chart is a loaded chart. It never changes and may be used by any number of goroutines.
type Chart struct {
	handle   *C.cr_chart
	users    users
	metadata Metadata
	calls    bool // has functions
}

// Metadata is what Chart.yaml says.
type Metadata struct {
	Name        string `json:"name"`
	Version     string `json:"version"`
	AppVersion  string `json:"app_version"`
	Description string `json:"description"`
	Type        string `json:"type"`
	Deprecated  bool   `json:"deprecated"`
}

// Load loads a chart folder or a .tgz archive.
func Load(path string, options *LoadOptions) (*Chart, error) {
	return load(options, func(json *C.char, size C.size_t, host *C.cr_host, chart **C.cr_chart, handle **C.cr_error) C.cr_status {
		name, nameSize := pointer(path)
		return C.cr_chart_load_path(name, nameSize, json, size, host, chart, handle)
	})
}

// LoadArchive loads a chart from the bytes of a .tgz archive.
func LoadArchive(archive []byte, options *LoadOptions) (*Chart, error) {
	return load(options, func(json *C.char, size C.size_t, host *C.cr_host, chart **C.cr_chart, handle **C.cr_error) C.cr_status {
		start, length := dataPointer(archive)
		return C.cr_chart_load_archive(start, length, json, size, host, chart, handle)
	})
}

// LoadFiles loads a chart from memory, by paths relative to its folder: "Chart.yaml", "templates/x.yaml".
func LoadFiles(files map[string][]byte, options *LoadOptions) (*Chart, error) {
	handles, err := newFiles(files)
	if err != nil {
		return nil, err
	}
	defer C.cr_files_free(handles)
	return load(options, func(json *C.char, size C.size_t, host *C.cr_host, chart **C.cr_chart, handle **C.cr_error) C.cr_status {
		return C.cr_chart_load_files(handles, json, size, host, chart, handle)
	})
}

type loader func(options *C.char, size C.size_t, host *C.cr_host, chart **C.cr_chart, handle **C.cr_error) C.cr_status

func load(options *LoadOptions, with loader) (*Chart, error) {
	if options == nil {
		options = &LoadOptions{}
	}
	settings := map[string]any{}
	if options.Dialect != "" {
		settings["dialect"] = options.Dialect
	}
	if err := options.Limits.addTo(settings); err != nil {
		return nil, err
	}
	encoded, err := encodeValues(settings, "options")
	if err != nil {
		return nil, err
	}
	c := &call{}
	defer c.end()
	if options.Log != nil {
		if err := c.setLog(options.Log); err != nil {
			return nil, err
		}
	}
	functions, err := c.addFunctions(options.Functions)
	if err != nil {
		deleteAll(functions)
		return nil, err
	}
	chart := &Chart{calls: len(functions) > 0}
	var handle *C.cr_error
	text, size := pointer(string(encoded))
	if status := with(text, size, c.host, &chart.handle, &handle); status != C.CR_OK {
		deleteAll(functions)
		return nil, because(takeError(status, handle), c.pending)
	}
	chart.users.free = func() {
		C.cr_chart_free(chart.handle)
		deleteAll(functions)
	}
	runtime.SetFinalizer(chart, (*Chart).Close)
	if err := json.Unmarshal(data(C.cr_chart_metadata(chart.handle)), &chart.metadata); err != nil {
		return nil, err
	}
	return chart, nil
}

func deleteAll(handles []cgo.Handle) {
	for _, handle := range handles {
		handle.Delete()
	}
}

func (c *call) addFunctions(functions map[string]any) ([]cgo.Handle, error) {
	names := make([]string, 0, len(functions))
	for name := range functions {
		names = append(names, name)
	}
	sort.Strings(names)
	var handles []cgo.Handle
	for _, name := range names {
		function, err := newFunction(name, functions[name])
		if err != nil {
			return handles, err
		}
		user := cgo.NewHandle(function)
		handles = append(handles, user)
		err = c.set(func(host *C.cr_host, _ C.uintptr_t, handle **C.cr_error) C.cr_status {
			start, size := pointer(name)
			return C.go_host_add_function(host, start, size, C.uintptr_t(user), handle)
		})
		if err != nil {
			return handles, err
		}
	}
	return handles, nil
}

func newFiles(files map[string][]byte) (*C.cr_files, error) {
	var handles *C.cr_files
	var handle *C.cr_error
	if status := C.cr_files_new(&handles, &handle); status != C.CR_OK {
		return nil, takeError(status, handle)
	}
	for path, content := range files {
		name, nameSize := pointer(path)
		start, size := dataPointer(content)
		if status := C.cr_files_add(handles, name, nameSize, start, size, &handle); status != C.CR_OK {
			C.cr_files_free(handles)
			return nil, takeError(status, handle)
		}
	}
	return handles, nil
}

// Close frees the chart once no call uses it any more; without it the garbage collector does. Later calls fail.
func (c *Chart) Close() error {
	if c == nil {
		return nil
	}
	runtime.SetFinalizer(c, nil)
	c.users.close()
	return nil
}

func (c *Chart) enter() error {
	if c == nil {
		return usage("chart: nil")
	}
	return c.users.enter()
}

func (c *Chart) leave() {
	c.users.leave()
	runtime.KeepAlive(c)
}

// Name of the chart.
func (c *Chart) Name() string { return c.Metadata().Name }

// Metadata is what Chart.yaml says.
func (c *Chart) Metadata() Metadata {
	if c == nil {
		return Metadata{}
	}
	return c.metadata
}

// Files are the chart's files as loaded, those of subcharts included, by path.
func (c *Chart) Files() (map[string][]byte, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	files := map[string][]byte{}
	for i := C.size_t(0); i < C.cr_chart_file_count(c.handle); i++ {
		files[text(C.cr_chart_file_path(c.handle, i))] = data(C.cr_chart_file_data(c.handle, i))
	}
	return files, nil
}
