package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"chancery"
	"chancery/internal/source/decode"
	"chancery/internal/source/html"
	"chancery/internal/source/office"
	"chancery/internal/source/text"
)

// A format is how one kind of content is read. Where read is nil, it is known but not read: refusal and hint say why.
type format struct {
	name    string
	read    func(w *walker, it item, r *bufio.Reader)
	refusal string
	hint    string
}

// magics are the formats that show by their first bytes and are not read.
var magics = []struct {
	magic string
	format
}{
	{"SQLite format 3\x00", format{name: "database", refusal: "is an SQLite database, not a document", hint: "to query a database give it with --db"}},
	{"\x7fELF", format{name: "program", refusal: "is a program, not a document"}},
	{"\x89PNG", format{name: "picture", refusal: "is a picture, not a document"}},
	{"\xff\xd8\xff", format{name: "picture", refusal: "is a picture, not a document"}},
	{"GIF8", format{name: "picture", refusal: "is a picture, not a document"}},
	{"\xd0\xcf\x11\xe0", format{name: "Office file", refusal: "is a Microsoft Office file of the old kind, or one with a password, which is not read", hint: "save it as .docx, text, HTML or PDF first"}},
	{"{\\rtf", format{name: "RTF file", refusal: "is an RTF file, which is not read", hint: "save it as .docx, text or HTML first"}},
	{"7z\xbc\xaf\x27\x1c", format{name: "7z archive", refusal: "is a 7z archive, which is not read", hint: "unpack it first"}},
	{"\xfd7zXZ\x00", format{name: "xz file", refusal: "is xz-compressed, which is not read", hint: "unpack it first, for instance with xz -d"}},
}

// zipped tells the formats that are zip archives of parts, by the file that each has. It returns nil for an archive of documents.
func zipped(z *zip.Reader) *format {
	refuse := func(name, what string) *format {
		return &format{name: name, refusal: "is " + what + ", which is not read", hint: "save it as text, HTML or PDF first"}
	}
	of := func(name string, read func(string, *office.File) (*chancery.Document, error)) *format {
		return &format{name: name, read: func(w *walker, it item, _ *bufio.Reader) { readOffice(w, it, z, read) }}
	}
	parts := false
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return of("Word document", office.ReadDOCX)
		case f.Name == "[Content_Types].xml":
			parts = true
		case f.Name == "mimetype" && f.UncompressedSize64 < 200:
			m, err := f.Open()
			if err != nil {
				continue
			}
			kind, _ := io.ReadAll(io.LimitReader(m, 200))
			m.Close()
			switch {
			case bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument.text")):
				return of("OpenDocument text", office.ReadODT)
			case bytes.HasPrefix(kind, []byte("application/vnd.oasis.opendocument")):
				return refuse("OpenDocument file", "an OpenDocument file that is no text")
			case bytes.HasPrefix(kind, []byte("application/epub+zip")):
				return &format{name: "book", read: func(w *walker, it item, _ *bufio.Reader) { readEPUB(w, it, z) }}
			}
		}
	}
	if parts {
		return refuse("Office file", "a Microsoft Office file that is no text document")
	}
	return nil
}

// sniff tells the format by the first bytes of a stream.
func sniff(head []byte) format {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return format{name: "PDF", read: readPDF}
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return format{name: "gzip", read: readGzip}
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return format{name: "zstd", read: readZstd}
	case len(head) > 9 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' && (bytes.HasPrefix(head[4:], []byte("1AY&SY")) || bytes.HasPrefix(head[4:], []byte("\x17rE8P\x90"))):
		return format{name: "bzip2", read: readBzip2}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return format{name: "zip", read: readZip}
	case len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar")):
		return format{name: "tar", read: readTar}
	case bytes.HasPrefix(head, []byte("WARC/")):
		return format{name: "web archive", read: readWARC}
	}
	if decode.Binary(head) {
		return format{name: "binary file", refusal: "is not text: it holds binary data", hint: "give text, HTML, MediaWiki XML or an archive of these"}
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if isExport(start) {
		return format{name: "MediaWiki export", read: readWiki}
	}
	switch {
	case isFeed(start):
		return format{name: "feed", read: readFeed}
	case isJSON(start):
		return format{name: "JSON", read: readJSON}
	case isMailbox(start):
		return format{name: "mailbox", read: readMailbox}
	case isMessage(start):
		return format{name: "message", read: readMessage}
	case bytes.HasPrefix(skipProlog(start), []byte("<svg")):
		return format{name: "picture", refusal: "is a picture, not a document"}
	case isHTML(start):
		return format{name: "HTML", read: readHTML}
	}
	return format{name: "text", read: readText}
}

// isFeed reports whether an XML document is a feed: its first element says so.
func isFeed(start []byte) bool {
	start = skipProlog(start)
	for _, name := range []string{"<rss", "<feed", "<rdf:RDF"} {
		if bytes.HasPrefix(start, []byte(name)) && len(start) > len(name) && bytes.IndexByte([]byte(" \t\r\n>"), start[len(name)]) >= 0 {
			return true
		}
	}
	return false
}

// skipProlog passes over the declarations and comments before the first element.
func skipProlog(start []byte) []byte {
	for bytes.HasPrefix(start, []byte("<?")) || bytes.HasPrefix(start, []byte("<!")) {
		n := 0
		if bytes.HasPrefix(start, []byte("<!--")) {
			if n = bytes.Index(start, []byte("-->")) + 3; n < 3 {
				return nil
			}
		} else if n = declarationEnd(start); n == 0 {
			return nil
		}
		start = bytes.TrimLeft(start[n:], " \t\r\n")
	}
	return start
}

// declarationEnd returns where a declaration ends, with the declarations inside its brackets; 0 where it does not.
func declarationEnd(b []byte) int {
	depth := 0
	for i, c := range b {
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		}
	}
	return 0
}

// isHTML reports whether a text is a web page: it begins with a tag, and has what pages have near their beginning.
func isHTML(start []byte) bool {
	if len(start) == 0 || start[0] != '<' {
		return false
	}
	const near = 4096
	low := bytes.ToLower(start[:min(len(start), near)])
	if bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<html")) {
		return true
	}
	n := 0
	for _, tag := range []string{"<html", "<head", "<body", "<title", "<meta ", "<div", "<p>", "<p ", "<table", "<a href", "<script", "<h1"} {
		if bytes.Contains(low, []byte(tag)) {
			n++
		}
	}
	return n >= 2
}

func readHTML(w *walker, it item, r *bufio.Reader) {
	b, ok := w.whole(it, r)
	if !ok {
		return
	}
	w.page(it, b, "", "", nil)
}

// page reads a web page whose bytes are there, with the content type and the address under which it came.
func (w *walker) page(it item, b []byte, contentType, address string, amend func(*chancery.Document)) {
	s, _, err := decode.Declared(b, contentType)
	if err != nil {
		w.fail(it.where, "convert it to UTF-8 first", "%s", err.Error())
		return
	}
	d := html.Read(it.name, s, address)
	if len(d.Blocks) == 0 {
		w.fail(it.where, "", "the page shows no text")
		return
	}
	if amend != nil {
		amend(d)
	}
	w.yield(d)
}

// isExport reports whether an XML document is a MediaWiki export: its first element is <mediawiki>.
func isExport(start []byte) bool {
	start = skipProlog(start)
	return bytes.HasPrefix(start, []byte("<mediawiki")) || bytes.HasPrefix(start, []byte("<page>"))
}

func readText(w *walker, it item, r *bufio.Reader) {
	b, ok := w.whole(it, r)
	if !ok {
		return
	}
	s, ok := w.decoded(it, b, "")
	if !ok {
		return
	}
	if d := w.readPlain(it.name, it.where, s); d != nil {
		w.yield(d)
	}
}

// readPlain reads a plain text, or reports why it cannot be read and returns nil.
func (w *walker) readPlain(name, where, s string) *chancery.Document {
	if n := strings.Count(s, "\n"); n > text.MaxLines {
		w.fail(where, "cut the file into documents", "has %d lines, more than the %d that one document may have", n, text.MaxLines)
		return nil
	}
	d := text.Read(name, s)
	if len(d.Blocks) == 0 {
		w.fail(where, "", "there is nothing but white space in it")
		return nil
	}
	return d
}

// decoded turns b into text, or reports where it cannot be.
func (w *walker) decoded(it item, b []byte, declared string) (string, bool) {
	s, _, err := decode.Text(b)
	if err == nil {
		return s, true
	}
	var bad *decode.InvalidError
	switch {
	case errors.As(err, &bad):
		w.fail(it.where, "convert it to UTF-8 first, for instance with iconv", "%s", bad.Error())
	default:
		w.fail(it.where, "give text, HTML, MediaWiki XML or an archive of these", "%s", err.Error())
	}
	return "", false
}
