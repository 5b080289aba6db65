// Answers requests of tests/bindings/vectors.py through the Go package (tests/bindings/c/eval.c says how they are written).
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"sort"

	"chartrender"
)

type request struct {
	Release struct {
		Name, Namespace string
		Revision        int
		Upgrade         bool
	}
	KubeVersion          string   `json:"kube_version"`
	APIVersions          []string `json:"api_versions"`
	Values               []map[string]string
	SkipSchemaValidation bool `json:"skip_schema_validation"`
	LintMode             bool `json:"lint_mode"`
	Strict               bool
}

func answer(fields []string) ([]string, error) {
	var load struct{ Dialect string }
	var asked request
	if err := json.Unmarshal([]byte(fields[0]), &load); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(fields[1]), &asked); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for i := 2; i+1 < len(fields); i += 2 {
		files[fields[i]] = []byte(fields[i+1])
	}
	chart, err := chartrender.LoadFiles(files, &chartrender.LoadOptions{Dialect: load.Dialect})
	if err != nil {
		return nil, err
	}
	defer chart.Close()
	engine := chartrender.Engine{Settings: chartrender.Settings{
		Strict: asked.Strict, LintMode: asked.LintMode, SkipSchemaValidation: asked.SkipSchemaValidation}}
	var values map[string]any
	for _, source := range asked.Values {
		if yaml, ok := source["yaml"]; ok {
			engine.Sources = append(engine.Sources, chartrender.YAML("", yaml))
		} else if err := json.Unmarshal([]byte(source["json"]), &values); err != nil {
			return nil, err
		}
	}
	release := chartrender.ReleaseOptions{Name: asked.Release.Name, Namespace: asked.Release.Namespace,
		Revision: asked.Release.Revision, IsUpgrade: asked.Release.Upgrade}
	texts, err := engine.Render(chart, values, release,
		&chartrender.Capabilities{KubeVersion: asked.KubeVersion, APIVersions: asked.APIVersions})
	if err != nil {
		return nil, err
	}
	paths := make([]string, 0, len(texts))
	for path := range texts {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	rows := []string{"ok"}
	for _, path := range paths {
		rows = append(rows, path, texts[path])
	}
	return rows, nil
}

func readNumber(from io.Reader) (uint32, bool) {
	var number uint32
	return number, binary.Read(from, binary.LittleEndian, &number) == nil
}

func write(to *bufio.Writer, fields []string) {
	sizes := func(size int) { _ = binary.Write(to, binary.LittleEndian, uint32(size)) }
	sizes(len(fields))
	for _, field := range fields {
		sizes(len(field))
		to.WriteString(field)
	}
	to.Flush()
}

func main() {
	from, to := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	for {
		count, ok := readNumber(from)
		if !ok {
			return
		}
		fields := make([]string, count)
		for i := range fields {
			size, _ := readNumber(from)
			raw := make([]byte, size)
			if _, err := io.ReadFull(from, raw); err != nil {
				os.Exit(3)
			}
			fields[i] = string(raw)
		}
		rows, err := answer(fields)
		if err != nil {
			rows = []string{"error", err.Error()}
		}
		write(to, rows)
	}
}
