// Package chartrender renders Helm charts as Helm does: text and errors equal those of `helm template`.
//
//	chart, err := chartrender.Load("charts/prowler", nil)
//	release, err := (&chartrender.Install{ReleaseName: "demo"}).Run(chart, map[string]any{"replicas": 3})
//	fmt.Print(release.Manifest)
//
// It is the C library of the same name, linked into the program; cgo and the library's pkg-config file are needed to
// build. Nothing here touches the network or a cluster.
package chartrender

/*
#cgo pkg-config: chartrender_c_static
#include "callbacks.h"
*/
import "C"

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// Version of the library.
func Version() string { return text(C.cr_version()) }

func text(bytes C.cr_bytes) string { return string(borrowed(bytes)) }

// borrowed is the memory of the library itself.
func borrowed(bytes C.cr_bytes) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(bytes.data)), int(bytes.size))
}

func data(bytes C.cr_bytes) []byte { return []byte(text(bytes)) }

// The pointer and length of a text that C only reads while it is called.
func pointer(text string) (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.size_t(len(text))
}

func dataPointer(data []byte) (unsafe.Pointer, C.size_t) {
	return unsafe.Pointer(unsafe.SliceData(data)), C.size_t(len(data))
}

// takeText gives the content of a cr_text and frees it.
func takeText(handle *C.cr_text) string {
	defer C.cr_text_free(handle)
	return text(C.cr_text_bytes(handle))
}

// Go's scheduler takes a goroutine that it has not seen for 10 ms for one that hangs in a system call, and looks closer from
// then on, which costs more than all else around a small render. One that shows itself now and then is left alone.
const showAfter = 5 * time.Millisecond

var (
	started   = time.Now()
	lastShown atomic.Int64 // since then
)

// stayOnThread keeps the goroutine on its thread until the function that it gives is called: the library has stack and
// heap by thread, and what they hold is nearest to the processor that ran it last.
func stayOnThread() func() {
	now := int64(time.Since(started))
	if last := lastShown.Load(); now-last > int64(showAfter) && lastShown.CompareAndSwap(last, now) {
		runtime.Gosched()
	}
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}

// users counts the calls that use a handle; closing waits for none of them: the last one frees it.
type users struct {
	mutex  sync.Mutex
	count  int
	closed bool
	free   func()
}

func (u *users) enter() error {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if u.closed {
		return &Error{Code: ErrUsage, Message: "the chart was closed"}
	}
	u.count++
	return nil
}

func (u *users) leave() {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.count--
	u.freeUnused()
}

func (u *users) close() {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.closed = true
	u.freeUnused()
}

func (u *users) freeUnused() {
	if u.closed && u.count == 0 && u.free != nil {
		u.free()
		u.free = nil
	}
}
