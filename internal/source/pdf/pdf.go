// Package pdf reads the text of PDF files, with the numbers of their pages.
//
// The file is taken apart by a library that may be made to loop or to ask for any amount of memory. So it works in a
// process of its own, which Serve is the whole of: bounded in processor time and memory, fed through its standard input, killed
// with its parent's context. What it has told of the pages before it fails stands; the error names the page.
//
// The text of a page is that of its content streams, put in reading order by the places where they draw it (order.go): columns one after the other,
// rows of tables as rows. Lines of a paragraph are joined, also over the end of a column or a page, words that are broken at the end of a line are
// made whole, and blocks are set apart by an empty line: that text is the document's Original. text.Read reads what of it is running
// text. What repeats at the head and the foot of the pages is furniture; notes at the foot stand behind the paragraph in which their page ends. Text in
// pictures is not read.
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
)

// Reader is the version of this reader.
const Reader = "pdf/2"

// Bounds of the process that reads one file.
const (
	maxMemory = 1 << 30 // bytes
	maxPages  = 20_000
	maxText   = 64 << 20 // bytes of text
)

var maxSeconds = 60 // of processor time, twice as many by the clock; tests lower it

// line is what the process tells: of one page, or at the end of the whole. What it tells of a page again holds.
type line struct {
	Page   int     `json:"page"`
	Blocks []block `json:"blocks,omitempty"`
	Scan   bool    `json:"scan,omitempty"` // no text, and a picture
	Error  string  `json:"error,omitempty"`
	End    bool    `json:"end,omitempty"`
	Pages  int     `json:"pages,omitempty"` // at the end: how many the file has
	Title  string  `json:"title,omitempty"`
	Made   string  `json:"made,omitempty"` // when the file was made, as it says
}

// A PageError says what is wrong with one page.
type PageError struct {
	Page    int // 0 for the whole file
	Message string
	Scan    bool // nothing but that the page has no text, and a picture, while others have text
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
		size += len(scan.Bytes())
		switch last = l; {
		case l.End:
		case l.Page >= 1 && l.Page <= len(pages):
			pages[l.Page-1] = l
		default:
			pages = append(pages, l)
		}
	}
	io.Copy(io.Discard, out)
	err = cmd.Wait()
	var bad []PageError
	text := false
	for _, l := range pages {
		text = text || len(l.Blocks) > 0
	}
	for _, l := range pages {
		if l.Error != "" {
			bad = append(bad, PageError{Page: l.Page, Message: l.Error})
		} else if l.Scan && text {
			bad = append(bad, PageError{Page: l.Page, Scan: true})
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
		bad = append(bad, PageError{Page: at, Message: "reading stopped: " + complaint.why(err, ctx.Err() != nil)})
	} else if last.Error != "" {
		bad = append(bad, PageError{Message: last.Error})
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
