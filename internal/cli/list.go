package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// format is how a listing is printed.
type format string

const (
	formatText  format = "text"
	formatJSON  format = "json"
	formatJSONL format = "jsonl"
	formatCSV   format = "csv"
	formatRaw   format = "csv-raw" // CSV as it is, for programs
)

var allFormats = []format{formatText, formatJSON, formatJSONL, formatCSV, formatRaw}

// formatFlag gives cmd the flag --format with the formats it knows, text first.
func formatFlag(cmd *cobra.Command, f *format, known ...format) {
	*f = known[0]
	var names []string
	for _, k := range known {
		names = append(names, string(k))
	}
	usage := strings.Join(names, ", ")
	if slices.Contains(known, formatRaw) {
		usage += "; csv sets an apostrophe before what a spreadsheet would take for a formula, csv-raw does not"
	}
	cmd.Flags().Var(&choice{(*string)(f), names}, "format", usage)
	must(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)))
}

// choice is a flag with a fixed set of values.
type choice struct {
	value *string
	known []string
}

func (c *choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}
func (c *choice) Type() string { return "name" }
func (c *choice) Set(s string) error {
	if !slices.Contains(c.known, s) {
		return fmt.Errorf("%q is none of %s", s, strings.Join(c.known, ", "))
	}
	*c.value = s
	return nil
}

// must is for what fails only where the program itself is wrong.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// listing prints items of one type in every format.
type listing[T any] struct {
	header []string         // of CSV
	row    func(T) []string // of CSV
	text   func(T)          // prints one item for people
	none   string           // what to say to people where there is nothing
	count  string           // what the items are called, for the last line of text; "" for no such line
	note   string           // what to say to people below the last line
}

// emit prints items. Text goes item by item too, so that a long listing begins at once.
func (l *listing[T]) emit(a *app, f format, items func(yield func(T, error) bool)) error {
	n := 0
	var item func(T) error
	end := func() error { return nil }
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	switch f {
	case formatJSONL:
		item = func(v T) error { return enc.Encode(v) }
	case formatJSON:
		item = func(v T) error {
			sep := ",\n  "
			if n == 0 {
				sep = "[\n  "
			}
			b, err := marshal(v)
			if err == nil {
				_, err = fmt.Fprintf(a.out, "%s%s", sep, b)
			}
			return err
		}
		end = func() error {
			s := "\n]\n"
			if n == 0 {
				s = "[]\n"
			}
			_, err := fmt.Fprint(a.out, s)
			return err
		}
	case formatCSV, formatRaw:
		w := csv.NewWriter(a.out)
		if err := w.Write(l.header); err != nil {
			return err
		}
		item = func(v T) error {
			cells := l.row(v)
			if f == formatCSV {
				cells = guarded(cells)
			}
			return w.Write(cells)
		}
		end = func() error { w.Flush(); return w.Error() }
	default:
		item = func(v T) error { l.text(v); return nil }
		end = func() error {
			if n == 0 {
				fmt.Fprintln(a.out, l.none)
			} else if l.count != "" {
				fmt.Fprintln(a.out, a.style.dim(plural(n, l.count)))
			}
			if l.note != "" {
				fmt.Fprintln(a.out, a.style.dim(l.note))
			}
			return nil
		}
	}
	for v, err := range items {
		if err != nil {
			return err
		}
		if err := item(v); err != nil {
			return err
		}
		n++
	}
	return end()
}

// guarded returns the cells of a row with an apostrophe before each that a spreadsheet would compute: texts of strangers stand in them. Numbers
// are left as they are.
func guarded(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) && !plainNumber.MatchString(c) {
			c = "'" + c
		}
		out[i] = c
	}
	return out
}

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// undatedNote says how many of the items that bear no date --from and --to leave out; "" for none.
func undatedNote(n int, noun string) string {
	if n == 0 {
		return ""
	}
	return plural(n, noun) + " without a date left out; without --from and --to all are listed"
}

// each turns a slice into what emit takes.
func each[T any](vs []T) func(yield func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range vs {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// marshal writes v as JSON on one line, without escapes for HTML.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// object prints one value as JSON: indented for json, on one line for jsonl.
func (a *app) object(f format, v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	if f == formatJSON {
		enc.SetIndent("", "  ")
	}
	return enc.Encode(v)
}

// plural writes a number with its noun: "1 claim", "2 claims", "3 discrepancies".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if s, ok := strings.CutSuffix(noun, "y"); ok {
		return number(n) + " " + s + "ies"
	}
	return number(n) + " " + noun + "s"
}

// number writes n with a blank between thousands, as ISO 80000 does.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
