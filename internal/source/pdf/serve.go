package pdf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/ledongthuc/pdf"
)

// Serve is the process that reads one file: bytes in, a line of JSON for each page out.
func Serve(in io.Reader, out io.Writer) int {
	limit()
	debug.SetMemoryLimit(maxMemory * 3 / 4)
	debug.SetMaxStack(64 << 20)
	enc := json.NewEncoder(out)
	b, err := io.ReadAll(in)
	if err != nil {
		enc.Encode(line{End: true, Error: err.Error()})
		return 1
	}
	end := pagesOf(b, func(l line) { enc.Encode(l) })
	end.End = true
	enc.Encode(end)
	return 0
}

// pagesOf tells each page. What is wrong with one page does not keep the others from being read.
func pagesOf(b []byte, tell func(line)) (end line) {
	defer func() {
		if p := recover(); p != nil {
			end.Error = fmt.Sprint("the file is damaged: ", p)
		}
	}()
	// What the library insists on: a version it knows, and the end of the file within its last bytes.
	if len(b) > 8 && b[5] == '2' {
		b = append([]byte("%PDF-1.7\n"), b[min(len(b), 9):]...)
	} else if i := bytes.IndexAny(b[:min(len(b), 16)], "\r\n"); i != 8 && len(b) > 16 {
		b = append([]byte("%PDF-1.7\n"), b[9:]...)
	}
	i := bytes.LastIndex(b, []byte("%%EOF"))
	if i < 0 {
		end.Error = "is not a PDF file, or is cut short: its end is missing"
		return end
	}
	b = b[:i+len("%%EOF")]
	r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
	if err == pdf.ErrInvalidPassword {
		end.Error = "is encrypted with a password"
		return end
	}
	if err != nil {
		end.Error = err.Error()
		return end
	}
	info := r.Trailer().Key("Info")
	end.Title, end.Made = info.Key("Title").Text(), info.Key("CreationDate").Text()
	d := &decoder{fonts: map[string]*font{}}
	pageTree(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, 0, func(p, resources pdf.Value) bool {
		end.Pages++
		if end.Pages > maxPages {
			end.Error = fmt.Sprintf("has more than %d pages", maxPages)
			return false
		}
		tell(d.page(end.Pages, p, resources))
		return true
	})
	if end.Pages == 0 && end.Error == "" {
		end.Error = "has no pages that can be found"
	}
	return end
}

const maxTree = 64 // depth of the tree of pages

// pageTree walks the leaves of the tree of pages in order, with the resources that they inherit.
func pageTree(node, resources pdf.Value, depth int, fn func(page, resources pdf.Value) bool) bool {
	if r := node.Key("Resources"); !r.IsNull() {
		resources = r
	}
	kids := node.Key("Kids")
	if kids.Kind() != pdf.Array {
		return node.Kind() != pdf.Dict || fn(node, resources)
	}
	if depth > maxTree {
		panic("its tree of pages is nested too deeply")
	}
	for i := range kids.Len() {
		if !pageTree(kids.Index(i), resources, depth+1, fn) {
			return false
		}
	}
	return true
}

// page reads one page; a panic of the library is its error.
func (d *decoder) page(n int, p, resources pdf.Value) (l line) {
	l.Page = n
	lay := &layout{}
	defer func() {
		if x := recover(); x != nil {
			l.Error = fmt.Sprint("damaged: ", x)
		}
		l.Text = lay.text()
	}()
	d.draw(p.Key("Contents"), resources, ident, lay, 0)
	return l
}
