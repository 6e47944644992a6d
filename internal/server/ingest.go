package server

import (
	"context"
	"io"
)

// Reader reads documents that come in and keeps them.
type Reader interface {
	// Read reads what comes under a name, in any format that Chancery knows, and keeps the documents in it with their claims. An error means
	// that nothing could be read; what failed in a part is in the summary.
	Read(ctx context.Context, name string, r io.Reader) (Intake, error)
}

// Intake says what was read in.
type Intake struct {
	Documents []IntakeDocument `json:"documents"`
	Claims    int              `json:"claims"`             // in documents that are new or were read again
	LeftOut   []string         `json:"left_out,omitempty"` // why something was not read
	Failures  []string         `json:"failures,omitempty"`
}

// IntakeDocument is one document that came in.
type IntakeDocument struct {
	SHA256   string `json:"sha256"`
	Document string `json:"document"` // the name it came in under
	Title    string `json:"title,omitempty"`
	Outcome  string `json:"outcome"` // added known named reread
	Claims   int    `json:"claims"`
}
