package chartrender_test

import (
	"reflect"
	"testing"

	"chartrender"
)

func TestOrigins(t *testing.T) {
	chart, err := chartrender.LoadFiles(map[string][]byte{
		"Chart.yaml":       []byte(metadata),
		"templates/_h.tpl": []byte("{{ define \"labels\" }}\na: 1\nb: {{ .Values.b }}\n{{ end }}"),
		"templates/t.yaml": []byte("kind: A\nlabels:\n  {{- include \"labels\" . | trim | nindent 2 }}\n\nx: {{ .Values.b }}\n"),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{"b": 2}
	install := &chartrender.Install{Settings: chartrender.Settings{Origins: true}}
	release, err := install.Run(chart, values)
	if err != nil {
		t.Fatal(err)
	}
	own, helpers := "c/templates/t.yaml", "c/templates/_h.tpl"
	want := []chartrender.Origin{{File: own, Line: 1}, {File: own, Line: 2}, {File: helpers, Line: 2, CallerFile: own, CallerLine: 3},
		{File: helpers, Line: 3, CallerFile: own, CallerLine: 3}, {}, {File: own, Line: 5}}
	if got := release.Documents[0].Origins; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	release, err = (&chartrender.Install{}).Run(chart, values)
	if err != nil || release.Documents[0].Origins != nil {
		t.Errorf("got %v, %v without asking", release.Documents[0].Origins, err)
	}
}
