package chartrender

/*
#include "callbacks.h"
*/
import "C"

import (
	"strconv"
	"strings"
	"unsafe"
)

const sourceMark = "---\n# Source: "

// resultText is one copy of all that a result holds, as go_result_copy writes it: what is made of it are parts.
type resultText struct {
	all   string
	sizes []C.size_t // of each field, document by document, then of the notes
}

func copyResult(result *C.cr_result) resultText {
	sizes := make([]C.size_t, int(C.cr_result_count(result))*C.GO_FIELDS+1)
	size := C.go_result_sizes(result, unsafe.SliceData(sizes))
	var all strings.Builder // whose memory is not cleared first
	all.Grow(int(size) + 1)
	all.WriteByte(0)
	start := unsafe.StringData(all.String())
	C.go_result_copy(result, (*C.char)(unsafe.Pointer(start)))
	return resultText{unsafe.String(start, int(size)), sizes}
}

func (t resultText) count() int { return len(t.sizes) / C.GO_FIELDS }

func (t resultText) size(document, field int) int { return int(t.sizes[document*C.GO_FIELDS+field]) }

// take cuts the next part of a length off.
func take(rest *string, size int) string {
	part := (*rest)[:size]
	*rest = (*rest)[size:]
	return part
}

// newRelease takes over what templates gave; the documents are parts of the manifest.
func newRelease(result *C.cr_result) *Release {
	copied := copyResult(result)
	release := &Release{Documents: make([]Document, copied.count())}
	rest, before := copied.all, 0
	for i := range release.Documents {
		document := &release.Documents[i]
		take(&rest, len(sourceMark))
		document.Path = take(&rest, copied.size(i, C.CR_FIELD_PATH))
		take(&rest, 1)
		document.Text = take(&rest, copied.size(i, C.CR_FIELD_TEXT))
		take(&rest, 1)
	}
	texts := copied.all[:len(copied.all)-len(rest)]
	for i := range release.Documents {
		document := &release.Documents[i]
		document.Section = take(&rest, copied.size(i, C.CR_FIELD_SECTION))
		document.APIVersion = take(&rest, copied.size(i, C.CR_FIELD_API_VERSION))
		document.Kind = take(&rest, copied.size(i, C.CR_FIELD_KIND))
		document.Name = take(&rest, copied.size(i, C.CR_FIELD_NAME))
		events := take(&rest, copied.size(i, C.CR_FIELD_EVENTS))
		policies := take(&rest, copied.size(i, C.CR_FIELD_DELETE_POLICIES))
		weight := take(&rest, copied.size(i, C.CR_FIELD_WEIGHT))
		if document.Section == "hook" { // they are the last
			release.Hooks = append(release.Hooks, document.hook(events, policies, weight))
		} else {
			before += len(sourceMark) + len(document.Path) + len(document.Text) + 2
		}
	}
	release.Manifest, release.hooks = texts[:before], texts[before:]
	release.Info.Notes = rest
	addOrigins(result, release.Documents)
	return release
}

// addOrigins takes the origins of lines over, where they were asked for.
func addOrigins(result *C.cr_result, documents []Document) {
	files := make([]string, C.cr_result_origin_file_count(result))
	for i := range files {
		files[i] = text(C.cr_result_origin_file(result, C.size_t(i)))
	}
	if len(files) == 0 {
		return
	}
	for i := range documents {
		var count C.size_t
		start := C.cr_result_origins(result, C.size_t(i), &count)
		origins := unsafe.Slice(start, count)
		documents[i].Origins = make([]Origin, len(origins))
		for j, origin := range origins {
			if origin.line == 0 {
				continue
			}
			made := &documents[i].Origins[j]
			made.File, made.Line = files[origin.file], int(origin.line)
			if origin.caller_line != 0 {
				made.CallerFile, made.CallerLine = files[origin.caller_file], int(origin.caller_line)
			}
		}
	}
}

func (d *Document) hook(events, policies, weight string) *Hook {
	number, _ := strconv.Atoi(weight)
	return &Hook{Name: d.Name, Kind: d.Kind, Path: d.Path, Manifest: d.Text, Events: words(events),
		Weight: number, DeletePolicies: words(policies)}
}

func words(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}
