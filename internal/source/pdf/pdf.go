// Package pdf reads the text of PDF files, with the numbers of their pages.
//
// The file is taken apart by a library that may be made to loop or to ask for any amount of memory. So it works in a
// process of its own, which Serve is the whole of: bounded in processor time and memory, fed through its standard input, killed
// with its parent's context. What it has told of the pages before it fails stands; the error names the page.
//
// The text of a page is that of its content streams in the order in which they draw it, lines put together by their places.
// Lines of a paragraph are joined, words that are broken at the end of a line are made whole, and paragraphs are
// set apart by an empty line: that text is the document's Original, and text.Read finds its blocks. Text in pictures is not read.
package pdf

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"chancery"
	"chancery/internal/source/stamp"
	"chancery/internal/source/text"
)

// Reader is the version of this reader.
const Reader = "pdf/1"

// Bounds of the process that reads one file.
const (
	maxMemory = 1 << 30 // bytes
	maxPages  = 20_000
	maxText   = 64 << 20 // bytes of text
)

var maxSeconds = 60 // of processor time, twice as many by the clock; tests lower it

// line is what the process tells: of one page, or at the end of the whole.
type line struct {
	Page  int    `json:"page"`
	Text  string `json:"text,omitempty"`
	Error string `json:"error,omitempty"`
	End   bool   `json:"end,omitempty"`
	Pages int    `json:"pages,omitempty"` // at the end: how many the file has
	Title string `json:"title,omitempty"`
	Made  string `json:"made,omitempty"` // when the file was made, as it says
}

// A PageError says what is wrong with one page.
type PageError struct {
	Page    int // 0 for the whole file
	Message string
}

// Read reads the file b in a process of its own: command runs Serve. It returns nil for a document where there is no
// text, and the errors of pages that were not read.
func Read(ctx context.Context, command []string, name string, b []byte) (*chancery.Document, []PageError, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Duration(maxSeconds)*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin = bytes.NewReader(b)
	cmd.Env = append(os.Environ(), "GOTRACEBACK=none", "GOMAXPROCS=1")
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	var complaint tail
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("the reader of PDF files cannot be started: %w", err)
	}
	var pages []line
	var last line
	var size int
	scan := bufio.NewScanner(out)
	scan.Buffer(make([]byte, 64<<10), maxText)
	for scan.Scan() && size < maxText {
		var l line
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			break
		}
		size += len(l.Text)
		if last = l; !l.End {
			pages = append(pages, l)
		}
	}
	io.Copy(io.Discard, out)
	err = cmd.Wait()
	var bad []PageError
	for _, l := range pages {
		if l.Error != "" {
			bad = append(bad, PageError{l.Page, l.Error})
		}
	}
	if !last.End {
		if e := context.Cause(ctx); e != nil && !errors.Is(e, context.DeadlineExceeded) {
			return nil, nil, e
		}
		at := len(pages) + 1
		if at == 1 {
			at = 0 // no page was reached
		}
		bad = append(bad, PageError{at, "reading stopped: " + complaint.why(err, ctx.Err() != nil)})
	} else if last.Error != "" {
		bad = append(bad, PageError{0, last.Error})
	}
	return document(name, pages, last), bad, nil
}

// tail keeps the beginning of what a process complains of.
type tail struct{ b []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p[:min(len(p), max(0, 4096-len(t.b)))]...)
	return len(p), nil
}

func (t *tail) why(err error, late bool) string {
	switch s := string(t.b); {
	case late || strings.Contains(fmt.Sprint(err), "killed") || strings.Contains(fmt.Sprint(err), "CPU time"):
		return "it took too long"
	case strings.Contains(s, "out of memory") || strings.Contains(s, "cannot allocate"):
		return fmt.Sprintf("it took more than %d MiB of memory", maxMemory>>20)
	case strings.Contains(s, "stack"):
		return "it is nested too deeply"
	}
	return "the file is damaged"
}

// document puts the pages together.
func document(name string, pages []line, end line) *chancery.Document {
	var b strings.Builder
	starts := make([]int, len(pages))
	repeated := repeats(pages)
	for i, p := range pages {
		t := strings.TrimSpace(strings.ToValidUTF8(p.Text, "\uFFFD"))
		starts[i] = b.Len()
		if t == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
			starts[i] = b.Len()
		}
		b.WriteString(t)
	}
	if strings.TrimSpace(b.String()) == "" {
		return nil
	}
	d := text.Read(name, b.String()+"\n")
	d.Format, d.Reader = "pdf", Reader
	at := 0
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		for at+1 < len(pages) && starts[at+1] <= blk.Span.Start {
			at++
		}
		blk.Page = pages[at].Page
		if blk.Furniture == "" && repeated[shape(blk.Text)] {
			blk.Furniture = "header"
		}
	}
	if t := strings.TrimSpace(end.Title); t != "" && !strings.HasPrefix(t, "Microsoft ") && !strings.Contains(t, ".doc") {
		d.Title = t
	}
	// The day on which the file was made is not the day of what it holds: it is kept as one that is never taken.
	if ds := stamp.Find(made(end.Made)); len(ds) > 0 {
		d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMasthead, Text: end.Made})
	}
	return d
}

// made turns "D:20240301120000Z" into a date that others read.
func made(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}

// repeats returns the shapes of first and last paragraphs, no sentences, that stand on at least three pages and a third of
// them: running heads, and numbers of pages.
func repeats(pages []line) map[string]bool {
	count := map[string]int{}
	for _, p := range pages {
		paras := strings.Split(strings.TrimSpace(p.Text), "\n\n")
		seen := map[string]bool{}
		for i, t := range paras {
			if s := shape(t); (i < 2 || i >= len(paras)-2) && len(t) < 200 && !strings.HasSuffix(t, ".") && !seen[s] {
				seen[s] = true
				count[s]++
			}
		}
	}
	out := map[string]bool{}
	for s, n := range count {
		if n >= 3 && 3*n >= len(pages) && s != "" {
			out[s] = true
		}
	}
	return out
}

// shape is a text with its numbers taken for one.
func shape(t string) string {
	var b strings.Builder
	digits := false
	for _, r := range t {
		if r >= '0' && r <= '9' {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}
