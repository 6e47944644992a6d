package chancery

import (
	"errors"
	"fmt"
	"strings"
)

// Code classes an error; the command line and the HTTP API map it to an exit status once.
type Code string

// The codes.
const (
	CodeUsage    Code = "usage"    // the caller asked for something that makes no sense
	CodeNotFound Code = "notfound" // no such party, claim, document
	CodeInput    Code = "input"    // a document cannot be read
	CodeAnchor   Code = "anchor"   // a quote does not stand where it should
	CodeStore    Code = "store"    // the database
	CodeBusy     Code = "busy"     // another process holds the database
	CodeFull     Code = "full"     // the disk is full
	CodeInternal Code = "internal" // a bug
)

// Error is the error type of Chancery: what was wrong, where, and what to do.
type Error struct {
	Code    Code
	Where   string // a file, "file:line", an argument
	Message string // what was wrong, a clause without a capital or a full stop
	Hint    string // what to do about it
	Err     error
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Where != "" {
		b.WriteString(e.Where + ": ")
	}
	b.WriteString(e.Message)
	if e.Err != nil {
		if e.Message != "" {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of err, CodeInternal for an error without one and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// HintOf returns the innermost hint of err.
func HintOf(err error) (hint string) {
	for err != nil {
		if e, ok := err.(*Error); ok && e.Hint != "" {
			hint = e.Hint
		}
		err = errors.Unwrap(err)
	}
	return hint
}

// Wrap adds context to *err where there is an error. It is for defer.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
