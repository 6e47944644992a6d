package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"unicode/utf8"

	"chancery"

	"golang.org/x/term"
)

// style colours words, or leaves them as they are.
type style struct{ on bool }

func (s style) wrap(code, t string) string {
	if !s.on || t == "" {
		return t
	}
	return "\x1b[" + code + "m" + t + "\x1b[0m"
}

func (s style) bold(t string) string   { return s.wrap("1", t) }
func (s style) dim(t string) string    { return s.wrap("2", t) }
func (s style) italic(t string) string { return s.wrap("3", t) }
func (s style) red(t string) string    { return s.wrap("31", t) }
func (s style) green(t string) string  { return s.wrap("32", t) }
func (s style) yellow(t string) string { return s.wrap("33", t) }
func (s style) blue(t string) string   { return s.wrap("34", t) }
func (s style) cyan(t string) string   { return s.wrap("36", t) }

// defaultWidth is the width of lines where there is no terminal to ask.
const defaultWidth = 80

// terminal reports whether w is a terminal, and how wide it is.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return defaultWidth, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < 20 {
		width = defaultWidth
	}
	return min(width, 120), true
}

// output buffers what is printed and remembers the first error, which says where it could not be written.
type output struct {
	w     *bufio.Writer
	where string // for errors
	begun func() // called before each write; nil for nothing
}

func newOutput(w io.Writer, where string) *output {
	return &output{w: bufio.NewWriterSize(w, 64<<10), where: where}
}

func (o *output) Write(p []byte) (int, error) {
	o.begin()
	n, err := o.w.Write(p)
	return n, o.failed(err)
}

// begin says that something is being printed, or that nothing will be.
func (o *output) begin() {
	if o.begun != nil {
		o.begun()
	}
}

func (o *output) flush() error { return o.failed(o.w.Flush()) }

func (o *output) failed(err error) error {
	if err == nil {
		return nil
	}
	e := &chancery.Error{Code: chancery.CodeInput, Where: o.where, Message: "cannot be written to", Err: err}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		e.Err = pe.Err
	}
	if errors.Is(err, syscall.ENOSPC) {
		e.Hint = "free some space and run the command again"
	}
	return e
}

// columns returns how many columns of a terminal s takes, without its colours.
func columns(s string) int {
	n := 0
	for len(s) > 0 {
		if s[0] == 0x1b {
			end := strings.IndexByte(s, 'm')
			if end < 0 {
				break
			}
			s = s[end+1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		n += runeColumns(r)
	}
	return n
}

// runeColumns is 0 for combining marks, 2 for East Asian wide characters, else 1.
func runeColumns(r rune) int {
	switch {
	case r >= 0x300 && r <= 0x36f, r == 0x200b, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f:
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0x1f300 && r <= 0x1faff:
		return 2
	}
	return 1
}

// pad fills s with blanks to n columns.
func pad(s string, n int) string {
	if k := n - columns(s); k > 0 {
		return s + strings.Repeat(" ", k)
	}
	return s
}

// clip cuts plain text to n columns, with an ellipsis.
func clip(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	w := 0
	for i, r := range s {
		w += runeColumns(r)
		if w > n-1 {
			return strings.TrimRight(s[:i], " ,;:") + "…"
		}
	}
	return s
}

// beside prints lines with a date at their left, in front of it a mark. A date of two dates that is too wide for that takes two lines.
func (a *app) beside(mark, date string, margin int, lines []string) {
	left := []string{date}
	width := margin - columns(mark) - 1
	if i := strings.IndexAny(date, ",/") + 1; i > 0 && columns(date) > width {
		left = []string{date[:i], date[i:]}
	}
	for i := range max(len(left), len(lines)) {
		lead, line := "", ""
		if i < len(left) {
			lead = pad(pick(i == 0, mark, ""), columns(mark)) + a.style.cyan(clip(left[i], width))
		}
		if i < len(lines) {
			line = lines[i]
		}
		fmt.Fprintln(a.out, strings.TrimRight(pad(lead, margin)+line, " "))
	}
}

// fill breaks text at blanks into lines of at most width columns. Colours do not count and may span lines.
func fill(text string, width int) []string {
	var lines []string
	line, n := "", 0
	for _, w := range strings.Fields(text) {
		k := columns(w)
		if n > 0 && n+1+k > width {
			lines = append(lines, line)
			line, n = "", 0
		}
		if n > 0 {
			line += " "
			n++
		}
		line += w
		n += k
	}
	if n > 0 || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// paint applies a style to each of lines, so that an indented paragraph keeps its margin plain.
func paint(lines []string, f func(string) string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = f(l)
	}
	return out
}

// oneLine folds blanks and line ends, for quotes in listings.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// plain takes control characters out of text from documents, so that it cannot steer a terminal.
func plain(s string) string {
	if strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return ' '
		}
		return r
	}, s)
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
