package wiki

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"chancery/internal/source/decode"
	"chancery/internal/source/stamp"
)

// Relations matches the titles of pages about relations between states, the default of [Filter].
var Relations = regexp.MustCompile(`(?i)^(?:foreign (?:relations|policy) of |(?:list of )?diplomatic missions (?:of|in) |list of (?:diplomatic missions|ambassadors|high commissioners|diplomats) |(?:embassy|high commission|consulate[ -]general|apostolic nunciature|international recognition|diplomatic recognition) (?:of|to) |.+[–—-].+ relations$|.+ and .+ relations$|.+ relations with .+|.+ diplomatic (?:crisis|expulsions|incident).*|diplomatic expulsions .+|foreign relations .+)`)

// Filter says which pages of an export are wanted.
type Filter struct {
	// Title, where set, must match the title. Nil lets all titles through.
	Title *regexp.Regexp
	// Category, where set, must match the name of one of the page's categories.
	Category *regexp.Regexp
	// MaxPage bounds the wikitext of one page, in bytes.
	MaxPage int64
}

// Reasons for leaving a page out.
const (
	LeftTitle     = "page left out by its title"
	LeftCategory  = "page left out by its categories"
	LeftNamespace = "page of another kind than an article"
	LeftRedirect  = "redirect"
	LeftEmpty     = "page without text"
	LeftModel     = "page that is not wikitext"
)

// A Handler takes what an export holds.
type Handler struct {
	Page func(Page) error // an error ends the reading
	Left func(reason string)
	Fail func(title, message string)   // a page that cannot be read; the reading goes on
	Pass func(title, timestamp string) // a timestamp that cannot be read, of a page that is handed on next; may be nil
}

// Export reads a MediaWiki export and hands its pages on, in order: of a page with several revisions the one with the latest timestamp,
// of those at one time and of those without any the last one in the file; one without comes after one that has it.
// The error is the handler's, or the stream's where that ends early; [io.ErrUnexpectedEOF] says that the export
// breaks off in the middle.
func Export(r io.Reader, f Filter, h Handler) error {
	x := &exporter{r: bufio.NewReaderSize(r, 256<<10), filter: f, handle: h}
	return x.read()
}

// exporter is a reader of the few elements that exports have. It is no XML parser: declarations and entities
// other than the five of XML and numeric ones are not expanded, so that nothing in the file can make it grow.
type exporter struct {
	r      *bufio.Reader
	filter Filter
	handle Handler
	site   Site
	buf    bytes.Buffer
	raw    []byte
}

const (
	maxTag   = 64 << 10 // bytes of one tag
	maxField = 64 << 10 // bytes of a title and the like
)

// errLong says that a page or a field is longer than its bound.
var errLong = fmt.Errorf("longer than its bound")

func (x *exporter) read() error {
	inPage, pages := false, 0
	var p page
	for {
		tag, err := x.tag()
		if err == io.EOF {
			switch {
			case inPage:
				return fmt.Errorf("page %q: %w", p.title, io.ErrUnexpectedEOF)
			case pages == 0 && x.site == Site{}:
				return fmt.Errorf("no page in it: %w", io.ErrUnexpectedEOF)
			}
			return nil
		}
		if err != nil {
			return err
		}
		name, _, _ := strings.Cut(strings.TrimRight(tag, "/ "), " ")
		if i := strings.IndexAny(name, "\t\r\n"); i >= 0 {
			name = name[:i]
		}
		empty := strings.HasSuffix(tag, "/")
		switch name {
		case "mediawiki":
			if l := attribute(tag, "xml:lang"); len(l) == 2 || len(l) == 3 {
				x.site.Language = l
			}
		case "sitename", "base", "dbname":
			s, err := x.field()
			if err != nil {
				return err
			}
			switch name {
			case "sitename":
				x.site.Name = s
			case "base":
				x.site.Base = s
			default:
				x.site.Database = s
			}
		case "page":
			if inPage && p.title != "" {
				x.handle.Fail(p.title, "the page does not end before the next begins")
			}
			inPage, p = true, page{}
		case "/page":
			if !inPage {
				break
			}
			inPage = false
			pages++
			if err := x.finish(&p); err != nil {
				return err
			}
		case "title", "ns", "timestamp", "model":
			if empty || !inPage {
				break
			}
			s, err := x.field()
			if err != nil {
				return err
			}
			switch name {
			case "title":
				p.title = s
			case "ns":
				p.ns = s
			case "timestamp":
				p.now.timestamp = s
			default:
				p.now.model = s
			}
		case "redirect":
			p.redirect = true
		case "revision", "/revision":
			p.settle()
		case "text":
			if !inPage {
				break
			}
			p.now.written, p.now.text, p.now.tooLong = true, "", false
			if empty {
				break
			}
			if err := x.text(&p); err != nil {
				return err
			}
		}
	}
}

type page struct {
	title, ns string
	redirect  bool
	revision           // the latest so far
	now       revision // being read
	odd       string   // the first timestamp that cannot be read
}

type revision struct {
	timestamp, model, text    string
	written, tooLong, invalid bool // written: it has the element of its text
}

// at returns when a revision was made, the zero time where that cannot be told.
func (r *revision) at() time.Time {
	ds := stamp.Find(r.timestamp)
	if len(ds) == 0 {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, r.timestamp); err == nil {
		return t
	}
	t, _ := time.Parse(time.DateOnly, ds[0].EDTF)
	return t
}

// settle ends a revision: it becomes the page's unless that has a later one.
func (p *page) settle() {
	if p.now.written {
		at := p.now.at()
		if at.IsZero() && p.odd == "" {
			p.odd = p.now.timestamp
		}
		if !at.Before(p.at()) {
			p.revision = p.now
		}
	}
	p.now = revision{}
}

// reason returns why a page is left out, or "", by what stands before the text of a revision.
func (x *exporter) reason(p *page, r *revision) string {
	switch {
	case p.ns != "" && p.ns != "0":
		return LeftNamespace
	case p.redirect:
		return LeftRedirect
	case r.model != "" && r.model != "wikitext":
		return LeftModel
	case x.filter.Title != nil && !x.filter.Title.MatchString(p.title):
		return LeftTitle
	}
	return ""
}

var (
	redirectText = regexp.MustCompile(`(?i)^\s*#redirect\b`)
	category     = regexp.MustCompile(`(?i)\[\[\s*category\s*:\s*([^\]|]{1,200})`)
)

func (x *exporter) finish(p *page) error {
	p.settle()
	if r := x.reason(p, &p.revision); r != "" {
		x.handle.Left(r)
		return nil
	}
	switch {
	case p.tooLong:
		x.handle.Fail(p.title, fmt.Sprintf("the page is longer than %d bytes, the limit for one document", x.filter.MaxPage))
		return nil
	case p.invalid:
		x.handle.Fail(p.title, "the page is not valid UTF-8")
		return nil
	case p.title == "":
		x.handle.Fail("", "a page without a title")
		return nil
	case strings.TrimSpace(p.text) == "":
		x.handle.Left(LeftEmpty)
		return nil
	case redirectText.MatchString(p.text):
		x.handle.Left(LeftRedirect)
		return nil
	}
	if c := x.filter.Category; c != nil {
		found := false
		for _, m := range category.FindAllStringSubmatch(p.text, -1) {
			if c.MatchString(strings.TrimSpace(m[1])) {
				found = true
				break
			}
		}
		if !found {
			x.handle.Left(LeftCategory)
			return nil
		}
	}
	if p.odd != "" && x.handle.Pass != nil {
		x.handle.Pass(p.title, p.odd)
	}
	return x.handle.Page(Page{Title: p.title, Text: p.text, Timestamp: p.timestamp, Site: x.site})
}

// tag returns the inside of the next tag. Comments, declarations and processing instructions are passed over.
func (x *exporter) tag() (string, error) {
	for {
		if err := x.skip('<'); err != nil {
			return "", err
		}
		tag, err := x.until('>', maxTag)
		if err != nil {
			return "", end(err)
		}
		switch {
		case bytes.HasPrefix(tag, []byte("!--")):
			for !bytes.HasSuffix(tag, []byte("--")) || len(tag) < 5 {
				if tag, err = x.until('>', maxTag); err != nil {
					if err == errLong {
						tag = nil
						continue
					}
					return "", end(err)
				}
				if len(tag) < 5 {
					tag = append([]byte("     "), tag...)
				}
			}
		case len(tag) > 0 && (tag[0] == '!' || tag[0] == '?'):
		default:
			return string(tag), nil
		}
	}
}

// end turns the end of the stream inside something into an unexpected one.
func end(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skip reads up to and with the next c.
func (x *exporter) skip(c byte) error {
	for {
		_, err := x.r.ReadSlice(c)
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

// until reads up to the next c and returns what stands before it, which is valid until the next call. Of more than most bytes it returns
// errLong, having read on to c.
func (x *exporter) until(c byte, most int) ([]byte, error) {
	x.raw = x.raw[:0]
	long := false
	for {
		b, err := x.r.ReadSlice(c)
		if len(x.raw)+len(b) > most+1 {
			long = true
		} else {
			x.raw = append(x.raw, b...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case err != nil:
			return nil, err
		case long:
			return nil, errLong
		default:
			return x.raw[:len(x.raw)-1], nil
		}
	}
}

// field reads the content of an element that holds text only.
func (x *exporter) field() (string, error) {
	b, err := x.until('<', maxField)
	if err != nil {
		return "", end(err)
	}
	s := strings.TrimSpace(html.UnescapeString(string(b)))
	if err := x.r.UnreadByte(); err != nil {
		return "", err
	}
	return strings.ToValidUTF8(s, "\uFFFD"), nil
}

// text reads the content of <text>, or passes over it where the page is not wanted.
func (x *exporter) text(p *page) error {
	if x.reason(p, &p.now) != "" {
		return end(x.skip('<')) // wikitext has its own "<" escaped
	}
	x.buf.Reset()
	for {
		b, err := x.r.ReadSlice('<')
		if int64(x.buf.Len()+len(b)) > x.filter.MaxPage+1 && x.filter.MaxPage > 0 {
			p.now.tooLong = true
		} else {
			x.buf.Write(b)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			return end(err)
		}
		break
	}
	if err := x.r.UnreadByte(); err != nil {
		return err
	}
	if p.now.tooLong {
		return nil
	}
	b := x.buf.Bytes()
	b = b[:len(b)-1]
	p.now.invalid = !utf8.Valid(b)
	p.now.text = decode.NoZero(unescape(b))
	if !p.now.invalid && !utf8.ValidString(p.now.text) {
		p.now.text = strings.ToValidUTF8(p.now.text, "\uFFFD")
	}
	return nil
}

// unescape decodes the five entities of XML and numeric references, once.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			out.Write(b)
			return out.String()
		}
		out.Write(b[:i])
		b = b[i:]
		j := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if j < 0 {
			out.WriteByte('&')
			b = b[1:]
			continue
		}
		ref := string(b[:j+1])
		b = b[j+1:]
		switch ref {
		case "&lt;":
			out.WriteByte('<')
		case "&gt;":
			out.WriteByte('>')
		case "&amp;":
			out.WriteByte('&')
		case "&quot;":
			out.WriteByte('"')
		case "&apos;":
			out.WriteByte('\'')
		default:
			if strings.HasPrefix(ref, "&#") {
				ref = html.UnescapeString(ref)
			}
			out.WriteString(ref)
		}
	}
}
