package pdf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

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
	if err != nil && strings.Contains(err.Error(), "encryption") {
		end.Error = "is encrypted in a way that is not known here; save it without protection, or convert it to text"
		return end
	}
	if err != nil {
		end.Error = err.Error()
		return end
	}
	info := r.Trailer().Key("Info")
	end.Title, end.Made = info.Key("Title").Text(), info.Key("CreationDate").Text()
	d := &decoder{fonts: map[string]*font{}, file: b, encrypted: !r.Trailer().Key("Encrypt").IsNull()}
	f := &furniture{seen: map[string]*seen{}}
	var queue []*sheet
	again := func(s *sheet) {
		if rows := f.of(s); fmt.Sprint(rows) != s.told {
			tell(s.order(rows))
		}
	}
	pageTree(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, 0, func(p, resources pdf.Value) bool {
		end.Pages++
		if end.Pages > maxPages {
			end.Error = fmt.Sprintf("has more than %d pages", maxPages)
			return false
		}
		s := d.page(end.Pages, p, resources)
		f.learn(s)
		tell(s.order(f.of(s)))
		if queue = append(queue, s); len(queue) > lookahead {
			again(queue[0])
			queue = queue[1:]
		}
		return true
	})
	for _, s := range queue {
		again(s)
	}
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

// A page of which more than one letter in so many is not told what it is, is not read, unless it has few.
const (
	unknownShare = 5
	fewGlyphs    = 20
)

// page draws one page; a panic of the library is its error.
func (d *decoder) page(n int, p, resources pdf.Value) *sheet {
	s := &sheet{lay: &layout{}}
	s.line.Page = n
	func() {
		defer func() {
			if x := recover(); x != nil {
				s.line.Error = fmt.Sprint("damaged: ", x)
			}
		}()
		d.draw(p.Key("Contents"), resources, ident, s.lay, 0)
	}()
	l := s.lay
	if l.fault != nil && s.line.Error == "" {
		s.line.Error = fmt.Sprint("damaged: ", l.fault)
	}
	s.line.Scan = l.glyphs == 0 && l.pictures > 0
	if l.glyphs >= fewGlyphs && l.unknown*unknownShare > l.glyphs {
		s.line.Error = fmt.Sprintf("of %d of its %d letters the fonts do not tell which they are; turn the page into text with an OCR program", l.unknown, l.glyphs)
		s.lay = &layout{}
		return s
	}
	most := 0
	for dir, chunks := range l.chunks {
		if n := letters(chunks); n > most {
			most, s.dir = n, dir
		}
	}
	var own []chunk
	for _, c := range l.chunks[s.dir] {
		if !c.furniture {
			own = append(own, c)
		}
	}
	s.rows = l.rows(own)
	return s
}

// letters counts what chunks say, in bytes.
func letters(chunks []chunk) (n int) {
	for _, c := range chunks {
		n += c.to - c.from
	}
	return n
}

// order puts a page in order, without the rows that are furniture.
func (s *sheet) order(rows map[int]bool) (l line) {
	l = s.line
	s.told = fmt.Sprint(rows)
	defer func() {
		if x := recover(); x != nil { // the other pages are read
			l.Error = fmt.Sprint("cannot be put in order: ", x)
		}
	}()
	g := &region{l: s.lay, body: body(s.rows), dir: s.dir}
	var text []row
	for i, r := range s.rows {
		if rows[i] {
			g.out = append(g.out, block{Kind: kindRunning, Text: s.lay.words(r.chunks)})
			continue
		}
		text = append(text, r)
	}
	g.along, g.down = s.lay.drawn(s.dir)
	g.read(g.boxed(text), 0)
	all := letters(s.lay.chunks[s.dir])
	for dir, chunks := range s.lay.chunks {
		if dir == s.dir {
			for _, r := range s.lay.rows(slices.DeleteFunc(slices.Clone(chunks), func(c chunk) bool { return !c.furniture })) {
				g.out = append(g.out, block{Kind: kindRunning, Text: s.lay.words(r.chunks)})
			}
		}
		if dir == s.dir || len(chunks) == 0 {
			continue
		}
		// What runs in another direction: a stamp in the margin, or a table that is set aside.
		turned := &region{l: s.lay, dir: dir}
		rows := s.lay.rows(slices.Clone(chunks))
		turned.body = body(rows)
		turned.read(rows, 0)
		for _, b := range turned.out {
			if 5*letters(chunks) < all {
				b = block{Kind: kindAside, Text: joined(b.Text, strings.Join(b.Cells, " "))}
			}
			g.out = append(g.out, b)
		}
	}
	l.Blocks = g.out
	return l
}
