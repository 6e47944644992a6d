package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"chancery"
	"chancery/internal/source/decode"
	"chancery/internal/source/stamp"
)

// Messages in the sense of MIME (RFC 2045): pages that a browser saved in one file (MHTML), and letters with several parts or an encoding. A plain
// letter without either is read as text.

const (
	maxParts     = 10_000 // of a message, looked at
	maxPartsDeep = 8      // parts inside parts
)

// isMessage reports whether a file begins with the head of a MIME message whose body is not plain text as it stands.
func isMessage(start []byte) bool {
	head, _, ok := bytes.Cut(bytes.ReplaceAll(start, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	if !ok || !bytes.Contains(bytes.ToLower(head), []byte("mime-version:")) {
		return false
	}
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(bytes.Clone(head), "\n\n"...)))).ReadMIMEHeader()
	if err != nil {
		return false
	}
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	encoding := strings.ToLower(h.Get("Content-Transfer-Encoding"))
	return err == nil && (strings.HasPrefix(kind, "multipart/") || kind == "text/html" || encoding == "base64" || encoding == "quoted-printable")
}

// readMessage reads the text of a message: of a saved page the first page in it, of a letter its plain text or else its page.
func readMessage(w *walker, it item, r *bufio.Reader) {
	b, ok := w.whole(it, r)
	if !ok {
		return
	}
	in := textproto.NewReader(bufio.NewReader(bytes.NewReader(b)))
	h, err := in.ReadMIMEHeader()
	if err != nil {
		w.fail(it.where, "", "the head of the message cannot be read: %s", err)
		return
	}
	m := message{}
	m.part(h, in.R, 0)
	saved := h.Get("Snapshot-Content-Location") != "" || strings.HasPrefix(h.Get("From"), "<Saved by") || m.plain == nil && h.Get("To") == ""
	p := m.plain
	if p == nil || saved && m.page != nil {
		p = m.page
	}
	if p == nil {
		w.fail(it.where, "save the page or the letter as HTML or as text", "holds no text and no page")
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
		amend(d)
		w.yield(d)
	}
}

// amendMessage gives a document what the head of its message says. The day on which a page was saved is a masthead's.
func amendMessage(d *chancery.Document, h textproto.MIMEHeader, saved bool) {
	if subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject")); err == nil && d.Title == "" {
		d.Title = subject
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

// message collects the texts of a message: the first plain one and the first page.
type message struct {
	plain, page *part
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
	case strings.HasPrefix(h.Get("Content-Disposition"), "attachment"):
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
