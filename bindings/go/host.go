package chartrender

/*
#include "callbacks.h"
*/
import "C"

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"runtime/cgo"
	"runtime/debug"
)

// call is one call into the library that may call back, on this goroutine.
type call struct {
	lookup  LookupFunc
	log     *slog.Logger
	pending error // the first failure of a callback
	handle  cgo.Handle
	host    *C.cr_host
	cancel  *C.cr_cancel
	ended   []func()
}

func (c *call) end() {
	for i := len(c.ended) - 1; i >= 0; i-- {
		c.ended[i]()
	}
}

// user is what callbacks find the call by.
func (c *call) user() C.uintptr_t {
	if c.handle == 0 {
		c.handle = cgo.NewHandle(c)
		c.ended = append(c.ended, c.handle.Delete)
	}
	return C.uintptr_t(c.handle)
}

// needHost makes the cr_host unless there is one.
func (c *call) needHost() error {
	if c.host != nil {
		return nil
	}
	var handle *C.cr_error
	if status := C.cr_host_new(&c.host, &handle); status != C.CR_OK {
		return takeError(status, handle)
	}
	c.ended = append(c.ended, func() { C.cr_host_free(c.host) })
	return nil
}

type hostSetter func(host *C.cr_host, user C.uintptr_t, handle **C.cr_error) C.cr_status

func (c *call) set(setter hostSetter) error {
	user := c.user()
	if err := c.needHost(); err != nil {
		return err
	}
	var handle *C.cr_error
	if status := setter(c.host, user, &handle); status != C.CR_OK {
		return takeError(status, handle)
	}
	return nil
}

func (c *call) readsFiles() error {
	return c.set(func(host *C.cr_host, user C.uintptr_t, handle **C.cr_error) C.cr_status {
		return C.go_host_set_read(host, user, handle)
	})
}

func (c *call) setLookup(lookup LookupFunc) error {
	c.lookup = lookup
	return c.set(func(host *C.cr_host, user C.uintptr_t, handle **C.cr_error) C.cr_status {
		return C.go_host_set_lookup(host, user, handle)
	})
}

func (c *call) setLog(log *slog.Logger) error {
	c.log = log
	return c.set(func(host *C.cr_host, user C.uintptr_t, handle **C.cr_error) C.cr_status {
		return C.go_host_set_log(host, user, handle)
	})
}

// setObjects lets `lookup` answer from manifests.
func (c *call) setObjects(manifests []byte) error {
	files, err := newFiles(map[string][]byte{"lookup": manifests})
	if err != nil {
		return err
	}
	defer C.cr_files_free(files)
	return c.set(func(host *C.cr_host, _ C.uintptr_t, handle **C.cr_error) C.cr_status {
		return C.cr_host_set_objects(host, files, handle)
	})
}

// setContext lets the end of ctx stop the call.
func (c *call) setContext(ctx context.Context) error {
	if ctx.Done() == nil {
		return nil
	}
	if err := c.needHost(); err != nil {
		return err
	}
	var handle *C.cr_error
	if status := C.cr_cancel_new(&c.cancel, &handle); status != C.CR_OK {
		return takeError(status, handle)
	}
	cancel, requested := c.cancel, make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		C.cr_cancel_request(cancel)
		close(requested)
	})
	c.ended = append([]func(){func() { C.cr_cancel_free(cancel) }}, c.ended...)
	c.ended = append(c.ended, func() {
		if !stop() {
			<-requested
		}
	})
	return c.set(func(host *C.cr_host, _ C.uintptr_t, handle **C.cr_error) C.cr_status {
		return C.cr_host_set_cancel(host, cancel, handle)
	})
}

func (c *call) keep(err error) {
	if c != nil && c.pending == nil {
		c.pending = err
	}
}

// answer replies with what work gives. Nothing may pass through the library, so a panic becomes an error.
func (c *call) answer(reply *C.cr_reply, work func() ([]byte, error)) {
	answer, err := safely(work)
	if err != nil {
		c.keep(err)
		message, size := pointer(err.Error())
		C.cr_reply_error(reply, message, size)
		return
	}
	start, size := dataPointer(answer)
	C.cr_reply_text(reply, (*C.char)(start), size)
}

func safely(work func() ([]byte, error)) (answer []byte, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return work()
}

func callOf(user C.uintptr_t) *call {
	if user == 0 {
		return nil
	}
	return cgo.Handle(user).Value().(*call)
}

//export goRead
func goRead(user C.uintptr_t, path C.cr_bytes, reply *C.cr_reply) {
	callOf(user).answer(reply, func() ([]byte, error) { return os.ReadFile(text(path)) })
}

//export goLookup
func goLookup(user C.uintptr_t, apiVersion, kind, space, name C.cr_bytes, reply *C.cr_reply) {
	c := callOf(user)
	c.answer(reply, func() ([]byte, error) {
		found, err := c.lookup(text(apiVersion), text(kind), text(space), text(name))
		if err != nil || found == nil {
			return nil, err
		}
		return encodeValues(found, "lookup")
	})
}

//export goLog
func goLog(user C.uintptr_t, record C.cr_bytes) {
	c := callOf(user)
	_, err := safely(func() ([]byte, error) {
		var line struct {
			Level, Message string
			Attributes     [][2]string
		}
		if err := json.Unmarshal(data(record), &line); err != nil {
			return nil, err
		}
		levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warning": slog.LevelWarn, "error": slog.LevelError}
		attributes := make([]any, 0, len(line.Attributes))
		for _, attribute := range line.Attributes {
			attributes = append(attributes, slog.String(attribute[0], attribute[1]))
		}
		c.log.Log(context.Background(), levels[line.Level], line.Message, attributes...)
		return nil, nil
	})
	if err != nil {
		c.keep(err)
	}
}

//export goCall
func goCall(user, caller C.uintptr_t, arguments C.cr_bytes, reply *C.cr_reply) {
	function := cgo.Handle(user).Value().(*function)
	callOf(caller).answer(reply, func() ([]byte, error) { return function.call(data(arguments)) })
}
