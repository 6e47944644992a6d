package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"chancery"
	"chancery/internal/source/decode"
	"chancery/internal/source/stamp"
)

// Messages in the sense of MIME (RFC 2045): pages that a browser saved in one file (MHTML), and letters (RFC 5322), alone or many in one file (mbox). A
// text that begins with lines as letters do, and came by no post, is read as text.

const (
	maxParts     = 10_000 // of a message, looked at
	maxPartsDeep = 8      // parts inside parts
	maxEnclosed  = 100    // letters in one
)

// isMessage reports whether a file begins with the head of a message: one in MIME whose body is not plain text as it stands, or of a letter that came by post.
func isMessage(start []byte) bool {
	head, _, ok := bytes.Cut(bytes.ReplaceAll(start, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	if !ok {
		return false
	}
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(bytes.Clone(head), "\n\n"...)))).ReadMIMEHeader()
	if err != nil {
		return false
	}
	if h.Get("From") != "" && (h.Get("Message-Id") != "" || h.Get("Received") != "") {
		return true
	}
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	encoding := strings.ToLower(h.Get("Content-Transfer-Encoding"))
	return err == nil && h.Get("Mime-Version") != "" && (strings.HasPrefix(kind, "multipart/") || kind == "text/html" || encoding == "base64" || encoding == "quoted-printable")
}

// postmark matches the line before each letter of a mailbox: "From ada@n.example Mon Mar  4 10:00:00 2019".
var postmark = regexp.MustCompile(`^From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d).*\d\d:\d\d`)

// isMailbox reports whether a file is many letters, one behind the other.
func isMailbox(start []byte) bool {
	line, rest, ok := bytes.Cut(start, []byte("\n"))
	return ok && postmark.Match(line) && bytes.Contains(rest[:min(len(rest), 16<<10)], []byte(": "))
}

// readMailbox reads the letters of a mailbox, of which one at a time is held.
func readMailbox(w *walker, it item, r *bufio.Reader) {
	var letter []byte
	n, large, blank := 0, false, true
	read := func() {
		if n == 0 {
			return
		}
		one := it
		one.name, one.where = fmt.Sprintf("%s#%d", it.name, n), fmt.Sprintf("%s:letter %d", it.where, n)
		if large {
			w.fail(one.where, tooLarge, "is larger than %s, the limit for one document", size(w.opts.MaxDocument))
			return
		}
		w.letter(one, letter)
	}
	for !w.ended(it) {
		line, err := r.ReadSlice('\n')
		if blank && postmark.Match(line) {
			read()
			letter, large = letter[:0], false
			n++
			for err == bufio.ErrBufferFull {
				_, err = r.ReadSlice('\n')
			}
			blank = false
		} else {
			blank = len(bytes.TrimRight(line, "\r\n")) == 0
			if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) && line[0] == '>' { // how a line is written that looks like a postmark
				line = line[1:]
			}
			if large = large || int64(len(letter)+len(line)) > w.opts.MaxDocument; !large {
				letter = append(letter, line...)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil && err != bufio.ErrBufferFull {
			w.failRead(it.where, err)
			break
		}
	}
	if !w.ended(it) {
		read()
	}
}

// readMessage reads the text of a message: of a saved page the first page in it, of a letter its plain text or else its page.
func readMessage(w *walker, it item, r *bufio.Reader) {
	if b, ok := w.whole(it, r); ok {
		w.letter(it, b)
	}
}

// letter reads one message, and those that are enclosed in it.
func (w *walker) letter(it item, b []byte) {
	in := textproto.NewReader(bufio.NewReader(bytes.NewReader(b)))
	h, err := in.ReadMIMEHeader()
	if err != nil {
		w.fail(it.where, "", "the head of the message cannot be read: %s", err)
		return
	}
	m := message{}
	m.part(h, in.R, 0)
	w.message(it, h, &m)
	for i, inner := range m.enclosed {
		if w.ended(it) {
			return
		}
		one := it
		one.name, one.where = fmt.Sprintf("%s#enclosed%d", it.name, i+1), fmt.Sprintf("%s:enclosed letter %d", it.where, i+1)
		if one.depth++; one.depth > maxNesting {
			w.fail(it.where, "save the letters that are enclosed", "holds letters inside letters, more than %d deep", maxNesting)
			return
		}
		w.letter(one, inner)
	}
}

func (w *walker) message(it item, h textproto.MIMEHeader, m *message) {
	saved := h.Get("Snapshot-Content-Location") != "" || strings.HasPrefix(h.Get("From"), "<Saved by") || m.plain == nil && h.Get("To") == "" && h.Get("Message-Id") == ""
	p := m.plain
	if p == nil || (saved || len(bytes.TrimSpace(p.body)) == 0) && m.page != nil {
		p = m.page
	}
	if p == nil {
		if len(m.enclosed) == 0 {
			w.fail(it.where, "save the page or the letter as HTML or as text", "holds no text and no page")
		}
		return
	}
	if m.broken {
		w.fail(it.where, "what stands before has been read; save it again", "the message breaks off in the middle")
	}
	amend := func(d *chancery.Document) { amendMessage(d, h, saved) }
	if p == m.page {
		address := p.location
		if at := h.Get("Snapshot-Content-Location"); at != "" {
			address = at
		}
		if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
			address = ""
		}
		w.page(it, p.body, p.contentType, address, amend)
		return
	}
	s, _, err := decode.Declared(p.body, p.contentType)
	if err != nil {
		w.fail(it.where, "convert it to UTF-8 first", "%s", err.Error())
		return
	}
	if d := w.readPlain(it.name, it.where, s); d != nil {
		answered(d)
		amend(d)
		w.yield(d)
	}
}

var (
	wrote     = regexp.MustCompile(`(?i)\b(?:wrote|writes|schrieb|a écrit|escribió) ?:$`)
	original  = regexp.MustCompile(`(?i)^-{2,} ?(?:original message|original-nachricht|message d'origine) ?-{2,}$`)
	forwarded = regexp.MustCompile(`(?i)^(?:-{2,} ?forwarded (?:message|by .*) ?-{2,}|begin forwarded message:)$`)
	headLine  = regexp.MustCompile(`^\*?(?:From|Sent|Date|To|Cc|Subject|Reply-To):\*? `)
)

// answered marks what of a letter is not its own: the words of the letter that it answers, which stand behind "> " or below its head, and what stands
// below the line that ends a letter. Of a letter that is passed on only the head is no text.
func answered(d *chancery.Document) {
	rest, head := "", false
	for i := range d.Blocks {
		b := &d.Blocks[i]
		line := b.Text
		start := strings.LastIndexByte(d.Original[:b.Span.Start], '\n') + 1
		switch {
		case rest != "":
			b.Furniture = rest
		case strings.HasPrefix(strings.TrimLeft(d.Original[start:b.Span.Start], " \t"), ">"):
			b.Furniture = "quotation"
			for k := i - 1; k >= max(0, i-2) && d.Blocks[k].Furniture == "" && wrote.MatchString(d.Blocks[i-1].Text); k-- { // "On 4 March 2019 Ada wrote:", on two lines perhaps
				if k < i-1 && !strings.HasPrefix(d.Blocks[k].Text, "On ") {
					break
				}
				d.Blocks[k].Furniture = "quotation"
			}
		case original.MatchString(line):
			b.Furniture, rest = "quotation", "quotation"
		case forwarded.MatchString(line):
			b.Furniture, head = "metadata", true
		case line == "--":
			b.Furniture, rest = "footer", "footer"
		case head && headLine.MatchString(line):
			b.Furniture = "metadata"
		default:
			head = false
		}
	}
}

// amendMessage gives a document what the head of its message says. The day on which a page was saved is a masthead's.
func amendMessage(d *chancery.Document, h textproto.MIMEHeader, saved bool) {
	if subject := words(h.Get("Subject")); subject != "" && (d.Title == "" || !saved) {
		d.Title = subject
	}
	if from, _, _ := strings.Cut(words(h.Get("From")), "<"); d.Source == "" && !saved {
		if from = strings.Trim(from, ` "'`); !strings.Contains(from, "@") {
			d.Source = from
		}
	}
	if ds := stamp.Find(h.Get("Date")); len(ds) > 0 {
		c := chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMetadata, Text: h.Get("Date")}
		if saved {
			c.Kind = chancery.DateMasthead
			d.Dates = append(d.Dates, c)
		} else {
			d.Dates = append([]chancery.DateCandidate{c}, d.Dates...)
		}
	}
}

// words decodes a line of the head of a message, whatever the encoding of its words.
func words(s string) string {
	dec := mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}}
	out, err := dec.DecodeHeader(s)
	if err != nil {
		out = s
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(out, "\uFFFD")), " ")
}

// message collects the texts of a message: the first plain one and the first page.
type message struct {
	plain, page *part
	enclosed    [][]byte // letters in it
	parts       int
	broken      bool
}

type part struct {
	body                  []byte
	contentType, location string
}

func (m *message) part(h textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && depth < maxPartsDeep && params["boundary"] != "":
		parts := multipart.NewReader(body, params["boundary"])
		for ; m.parts < maxParts; m.parts++ {
			p, err := parts.NextRawPart()
			if err != nil {
				m.broken = m.broken || err != io.EOF
				return
			}
			m.part(p.Header, p, depth+1)
		}
	case kind == "message/rfc822" && len(m.enclosed) < maxEnclosed:
		if p := m.read(h, body); len(p.body) > 0 {
			m.enclosed = append(m.enclosed, p.body)
		}
	case strings.HasPrefix(strings.ToLower(h.Get("Content-Disposition")), "attachment"):
	case kind == "text/html" && m.page == nil:
		m.page = m.read(h, body)
	case kind == "text/plain" && m.plain == nil:
		m.plain = m.read(h, body)
	}
}

// read undoes the encoding of a part. What cannot be decoded ends it.
func (m *message) read(h textproto.MIMEHeader, body io.Reader) *part {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	b, err := io.ReadAll(body)
	m.broken = m.broken || err != nil && !errors.Is(err, io.EOF)
	return &part{b, h.Get("Content-Type"), h.Get("Content-Location")}
}
