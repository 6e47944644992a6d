package server

import (
	"context"
	"io"

	"chancery/internal/server/api"
)

// Reader reads documents that come in and keeps them.
type Reader interface {
	// Read reads what comes under a name, in any format that Chancery knows, and keeps the documents in it with their claims. An error means
	// that nothing could be read; what failed in a part is in the summary. seen, where it is not nil, is told the title of each document as it is
	// come upon, or its name.
	Read(ctx context.Context, name string, r io.Reader, seen func(title string)) (Intake, error)
}

// Intake says what was read in, IntakeDocument one document of it.
type (
	Intake         = api.Intake
	IntakeDocument = api.IntakeDocument
)
