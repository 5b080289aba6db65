package chartrender

/*
#include "callbacks.h"
*/
import "C"

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Code is the kind of an Error, and an error itself: errors.Is(err, chartrender.ErrSchema).
type Code string

// The kinds of errors.
const (
	ErrUsage     Code = "usage"     // bad arguments or options
	ErrIO        Code = "io"        // a file cannot be read
	ErrChart     Code = "chart"     // the chart cannot be loaded
	ErrValues    Code = "values"    // values cannot be read
	ErrSchema    Code = "schema"    // values do not meet values.schema.json, or that schema is broken
	ErrTemplate  Code = "template"  // a template does not parse or execute
	ErrManifest  Code = "manifest"  // a rendered document is not valid YAML
	ErrLimit     Code = "limit"     // a limit was reached
	ErrCancelled Code = "cancelled" // the context ended
	ErrInternal  Code = "internal"  // a bug in the library
)

func (c Code) Error() string { return string(c) }

// Error tells why the library refused. All its errors are of this type.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"` // what Helm prints behind "Error: "
	// The innermost known place. Lines count from 1, columns are byte offsets from 0, as Helm prints them.
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// How templates include each other, outermost first.
	Frames          []Frame  `json:"frames"`
	WhileRendering  bool     `json:"while_rendering"`
	Absence         *Absence `json:"absence"`          // the value that a template missed
	MissingTemplate string   `json:"missing_template"` // the template that `include` did not find
	Others          []*Error `json:"others"`           // of Settings.AllErrors

	cause error
}

// Frame is one level of a template error: which node of which template was evaluated.
type Frame struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Template string `json:"template"`
	Node     string `json:"node"`
	Text     string `json:"text"`
}

// Absence tells what had no value, and the keys beside it.
type Absence struct {
	Expression string   `json:"expression"`
	Place      string   `json:"place"`
	IsNull     bool     `json:"is_null"`
	Siblings   []string `json:"siblings"`
}

func (e *Error) Error() string { return e.Message }

// Is tells whether target is the code of the error.
func (e *Error) Is(target error) bool {
	code, ok := target.(Code)
	return ok && code == e.Code
}

// Unwrap gives what a callback returned, or the context's error.
func (e *Error) Unwrap() error { return e.cause }

// PanicError is the cause of an Error when a callback panicked.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprint("panic: ", e.Value) }

// Unwrap gives the value of the panic where it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// takeError makes an Error of a cr_error and frees it. Without memory there is the status alone.
func takeError(status C.cr_status, handle *C.cr_error) *Error {
	if handle == nil {
		codes := []Code{"", ErrUsage, ErrIO, ErrChart, ErrValues, ErrSchema, ErrTemplate, ErrManifest, ErrLimit, ErrCancelled, ErrInternal}
		code := ErrInternal
		if 0 < int(status) && int(status) < len(codes) {
			code = codes[status]
		}
		return &Error{Code: code, Message: string(code)}
	}
	defer C.cr_error_free(handle)
	result := &Error{}
	if err := json.Unmarshal(data(C.cr_error_json(handle)), result); err != nil {
		result.Code = ErrInternal
	}
	result.Message = text(C.cr_error_message(handle)) // byte for byte, also what is not UTF-8
	return result
}

func usage(format string, arguments ...any) error {
	return &Error{Code: ErrUsage, Message: fmt.Sprintf(format, arguments...)}
}

// because gives err the reasons of a callback, or of a context.
func because(err *Error, causes ...error) error {
	err.cause = errors.Join(causes...)
	return err
}
