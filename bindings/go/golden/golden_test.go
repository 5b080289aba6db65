package golden_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"chartrender/golden"
)

// double is a test that stops where the real one would.
type double struct {
	testing.TB
	name, failure string
}

func (d *double) Name() string { return d.name }
func (d *double) Helper()      {}
func (d *double) Fatalf(format string, arguments ...any) {
	d.failure = fmt.Sprintf(format, arguments...)
	runtime.Goexit()
}

func outcome(name string, run func(t testing.TB)) string {
	test := &double{name: name}
	done := make(chan struct{})
	go func() {
		defer close(done)
		run(test)
	}()
	<-done
	return test.failure
}

func TestAssert(t *testing.T) {
	t.Setenv("CI", "true")
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chdir(folder) })
	if err := os.Chdir(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	compare := func(text string) string {
		return outcome("TestX/a b", func(t testing.TB) { golden.AssertNamed(t, "n", text) })
	}
	if got := compare("a: 1"); got != "there is no golden file testdata/golden/TestX_a_b-n.yaml; run go test -golden.update and commit it" {
		t.Error(got)
	}
	t.Setenv("CI", "false")
	if got := compare("a: 1\nb: 2\nc: 3"); got != "" {
		t.Error(got)
	}
	t.Setenv("CI", "true")
	if got := compare("a: 1\nb: 2\nc: 3"); got != "" {
		t.Error(got)
	}
	if got := compare("a: 1\nb: 5\nc: 3"); !strings.HasSuffix(got, "@@ line 2 @@\n-b: 2\n+b: 5") {
		t.Error(got)
	}
	if got := compare(strings.Repeat("x\n", 500)); !strings.HasSuffix(got, "lines more") {
		t.Error(got)
	}
	if got := outcome("TestY", func(t testing.TB) { golden.Assert(t, "x") }); !strings.HasPrefix(got, "there is no golden file") {
		t.Error(got)
	}
}
