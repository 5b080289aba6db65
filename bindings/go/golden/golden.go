// Package golden compares rendered charts with golden files in `go test`.
//
//	func TestDefaults(t *testing.T) {
//		release, err := install.Run(chart, nil)
//		...
//		golden.Assert(t, release.String())
//	}
//
// The golden of a test lies in testdata/golden/<test>.yaml beside it. `go test -golden.update` writes them. One that is
// missing is written too, but not under CI (`CI` in the environment is set and not "false"): there it fails.
package golden

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("golden.update", false, "write the golden files of chartrender/golden anew")

const shownLines = 80

var unsafeInNames = regexp.MustCompile(`[^\w.=-]+`)

// Path of the golden file of a test; name tells several of a test apart.
func Path(t testing.TB, name string) string {
	stem := t.Name()
	if name != "" {
		stem += "-" + name
	}
	return filepath.Join("testdata", "golden", unsafeInNames.ReplaceAllString(stem, "_")+".yaml")
}

// Assert fails the test with the lines that differ unless text is that of its golden file.
func Assert(t testing.TB, text string) {
	t.Helper()
	AssertNamed(t, "", text)
}

// AssertNamed is Assert for one of several texts of a test.
func AssertNamed(t testing.TB, name, text string) {
	t.Helper()
	path := Path(t, name)
	want, err := os.ReadFile(path)
	switch {
	case *update || os.IsNotExist(err) && !inCI():
		err = os.MkdirAll(filepath.Dir(path), 0o777)
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o666)
		}
		if err != nil {
			t.Fatalf("golden: %v", err)
		}
	case os.IsNotExist(err):
		t.Fatalf("there is no golden file %s; run go test -golden.update and commit it", path)
	case err != nil:
		t.Fatalf("golden: %v", err)
	case string(want) != text:
		t.Fatalf("differs from its golden %s; run go test -golden.update if that is meant\n%s", path, diff(string(want), text))
	}
}

func inCI() bool {
	value := strings.ToLower(os.Getenv("CI"))
	return value != "" && value != "0" && value != "false"
}

// diff shows the lines between what both texts start and end with.
func diff(want, got string) string {
	before, after := strings.Split(want, "\n"), strings.Split(got, "\n")
	start := 0
	for start < len(before) && start < len(after) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < len(before)-start && end < len(after)-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	lines := []string{fmt.Sprintf("@@ line %d @@", start+1)}
	for _, line := range before[start : len(before)-end] {
		lines = append(lines, "-"+line)
	}
	for _, line := range after[start : len(after)-end] {
		lines = append(lines, "+"+line)
	}
	if more := len(lines) - shownLines; more > 0 {
		lines = append(lines[:shownLines], fmt.Sprintf("... %d lines more", more))
	}
	return strings.Join(lines, "\n")
}
