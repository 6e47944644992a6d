// Package run drives the program itself, through its command line, for the tests and tools of eval: what is measured is what
// a user of the program gets.
package run

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chancery"
	"chancery/eval"
	"chancery/internal/cli"
)

// System is a database into which documents were read. Close removes it.
type System struct {
	ctx       context.Context
	dir       string
	sentences int
}

// Ingest reads files or folders into a new database. Documents that cannot be read are an error.
func Ingest(ctx context.Context, paths ...string) (*System, error) {
	dir, err := os.MkdirTemp("", "chancery-eval-")
	if err != nil {
		return nil, err
	}
	s := &System{ctx: ctx, dir: dir}
	out, err := s.command(append([]string{"ingest", "--progress", "none", "--format", "json", "--"}, paths...)...)
	if err == nil {
		var sum struct{ Sentences int }
		err = json.Unmarshal(out, &sum)
		s.sentences = sum.Sentences
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Set reads in the documents of a set.
func Set(ctx context.Context, set *eval.Set) (*System, error) {
	tmp, err := os.MkdirTemp("", "chancery-eval-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	files, err := set.Documents(tmp)
	if err != nil {
		return nil, err
	}
	return Ingest(ctx, files...)
}

// Scores runs the program's own command eval on a folder; options are flags of that command.
func Scores(ctx context.Context, dir string, options ...string) ([]eval.Report, error) {
	out, err := command(ctx, append(append([]string{"eval", "--format", "jsonl"}, options...), "--", dir)...)
	if err != nil {
		return nil, err
	}
	return eval.Read[eval.Report](bytes.NewReader(out), "eval")
}

// Close removes the database.
func (s *System) Close() error { return os.RemoveAll(s.dir) }

// command runs a command of the program on the database and returns what it prints.
func (s *System) command(args ...string) ([]byte, error) {
	return command(s.ctx, append([]string{args[0], "--db", filepath.Join(s.dir, "eval.db")}, args[1:]...)...)
}

func command(ctx context.Context, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	if status := cli.Run(ctx, args, strings.NewReader(""), &out, &errs); status != 0 {
		return nil, fmt.Errorf("chancery %s: exit status %d: %s", args[0], status, errs.String())
	}
	return out.Bytes(), nil
}

func list[T any](s *System, command string) ([]T, error) {
	out, err := s.command(command, "--format", "jsonl")
	if err != nil {
		return nil, err
	}
	return eval.Read[T](bytes.NewReader(out), command)
}

// Claims returns every claim.
func (s *System) Claims() ([]chancery.Claim, error) { return list[chancery.Claim](s, "claims") }

// Discrepancies returns every discrepancy.
func (s *System) Discrepancies() ([]chancery.Discrepancy, error) {
	return list[chancery.Discrepancy](s, "discrepancies")
}

// Documents returns the date of every document.
func (s *System) Documents() ([]eval.DocumentDate, error) {
	type document struct {
		Document string
		Date     struct{ EDTF, Basis string }
	}
	docs, err := list[document](s, "documents")
	var out []eval.DocumentDate
	for _, d := range docs {
		out = append(out, eval.DocumentDate{Document: d.Document, EDTF: d.Date.EDTF, Basis: d.Date.Basis})
	}
	return out, err
}

// Status returns what stood between two states on a date.
func (s *System) Status(a, b, on string) (st chancery.Status, err error) {
	out, err := s.command("status", a, b, "--on", on, "--format", "json")
	if err == nil {
		err = json.Unmarshal(out, &st)
	}
	return st, err
}

// Sentences returns how many sentences the stories have.
func (s *System) Sentences() (int, error) { return s.sentences, nil }
