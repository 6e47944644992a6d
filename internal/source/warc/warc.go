// Package warc reads web archives: WARC 1.0 and 1.1 (ISO 28500), one record at a time.
//
// A record that is malformed is reported with its offset and passed over; the reading goes on at the next line that
// begins a record. Memory is bounded by the limit for one record: what a record claims of its length is not believed.
// The date of a record is the day of the crawl; it is no date of the page.
package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A Record is one record of an archive.
type Record struct {
	Type        string // response, resource, conversion, request, metadata, ...
	URI         string
	Date        string // of the crawl, RFC 3339
	ContentType string // of the block
	Offset      int64  // of the record in the uncompressed archive
	Block       []byte // nil where the record is of a type without documents
}

// A Handler takes what an archive holds.
type Handler struct {
	Record func(Record) error // an error ends the reading
	Fail   func(offset int64, message string)
}

const (
	maxHeader  = 64 << 10 // bytes of the header of a record
	maxSkipped = 1 << 40
)

// wanted are the types of record that hold documents.
var wanted = map[string]bool{"response": true, "resource": true, "conversion": true}

// Read reads an uncompressed archive. Blocks of more than limit bytes are reported.
func Read(r io.Reader, limit int64, h Handler) error {
	x := &reader{r: bufio.NewReaderSize(r, 64<<10), limit: limit, handle: h}
	for {
		err := x.record()
		switch {
		case err == nil:
		case err == io.EOF:
			return nil
		case errors.Is(err, errMalformed):
			if err := x.resync(); err != nil {
				if err == io.EOF {
					return nil
				}
				return err
			}
		default:
			return err
		}
	}
}

var errMalformed = errors.New("malformed record")

type reader struct {
	r      *bufio.Reader
	limit  int64
	handle Handler
	at     int64
}

// line reads a header line. Longer lines than a header may have are malformed.
func (x *reader) line() (string, error) {
	var out []byte
	for {
		b, err := x.r.ReadSlice('\n')
		x.at += int64(len(b))
		if len(out)+len(b) > maxHeader {
			return "", errMalformed
		}
		out = append(out, b...)
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			return string(out), err
		}
		return strings.TrimRight(string(out), "\r\n"), nil
	}
}

func (x *reader) bad(offset int64, format string, args ...any) error {
	x.handle.Fail(offset, fmt.Sprintf(format, args...))
	return errMalformed
}

// record reads the next record.
func (x *reader) record() error {
	var version string
	var err error
	start := x.at
	for version == "" { // blank lines stand between records
		start = x.at
		if version, err = x.line(); err != nil {
			if err == io.EOF && strings.TrimSpace(version) == "" {
				return io.EOF
			}
			if err == io.EOF {
				x.handle.Fail(start, "the archive ends in a record")
			}
			return err
		}
	}
	if !strings.HasPrefix(version, "WARC/") {
		return x.bad(start, "no record begins here")
	}
	rec := Record{Offset: start}
	length := int64(-1)
	for total := 0; ; {
		l, err := x.line()
		if err == io.EOF {
			x.handle.Fail(start, "the archive ends in the header of a record")
			return io.EOF
		}
		if errors.Is(err, errMalformed) {
			return x.bad(start, "the header of the record is too long")
		}
		if err != nil {
			return err
		}
		if l == "" {
			break
		}
		if total += len(l); total > maxHeader {
			return x.bad(start, "the header of the record is too long")
		}
		k, v, ok := strings.Cut(l, ":")
		if !ok {
			if l[0] == ' ' || l[0] == '\t' { // a continued line
				continue
			}
			return x.bad(start, "the header of the record is malformed")
		}
		v = strings.TrimSpace(v)
		switch strings.ToLower(k) {
		case "warc-type":
			rec.Type = strings.ToLower(v)
		case "warc-target-uri":
			rec.URI = strings.Trim(v, "<>")
		case "warc-date":
			rec.Date = v
		case "content-type":
			rec.ContentType = v
		case "content-length":
			if length, err = strconv.ParseInt(v, 10, 64); err != nil || length < 0 || length > maxSkipped {
				return x.bad(start, "the record has no length that can be read: %.40q", v)
			}
		}
	}
	if length < 0 {
		return x.bad(start, "the record has no length")
	}
	if !wanted[rec.Type] || length > x.limit {
		if wanted[rec.Type] {
			x.handle.Fail(start, fmt.Sprintf("the record of %s is longer than %d bytes, the limit for one document", rec.URI, x.limit))
		}
		n, err := io.CopyN(io.Discard, x.r, length)
		x.at += n
		if err == io.EOF {
			x.handle.Fail(start, "the archive ends in a record")
			return io.EOF
		}
		if err != nil {
			return err
		}
		if wanted[rec.Type] {
			return nil
		}
		return x.handle.Record(rec)
	}
	rec.Block, err = io.ReadAll(io.LimitReader(x.r, length))
	x.at += int64(len(rec.Block))
	if err != nil {
		return err
	}
	if int64(len(rec.Block)) < length {
		what := "a record"
		if rec.URI != "" {
			what = "the record of " + rec.URI
		}
		x.handle.Fail(start, "the archive ends in "+what)
		return io.EOF
	}
	return x.handle.Record(rec)
}

// resync reads on to the next line that begins a record.
func (x *reader) resync() error {
	for {
		head, err := x.r.Peek(5)
		if bytes.Equal(head, []byte("WARC/")) {
			return nil
		}
		if err != nil && len(head) == 0 {
			return err
		}
		for {
			b, err := x.r.ReadSlice('\n')
			x.at += int64(len(b))
			if err == bufio.ErrBufferFull {
				continue
			}
			if err != nil {
				return err
			}
			break
		}
	}
}

// ErrStatus says that a response is not the page that was asked for.
var ErrStatus = errors.New("response that is not 200")

// A Page is what a record holds for a reader.
type Page struct {
	Body        []byte // decoded
	ContentType string
	// Broken says why the body ends before its end, and Odd what of the header is not so though all of the body is there; "" for neither.
	Broken, Odd string
}

// Payload returns what a record holds for a reader: the body of an HTTP response, decoded, or the block. The length and the chunks that the header of
// the response claims are not believed: the record says where the body ends. The error is ErrStatus for redirects, errors and the like.
func Payload(rec Record, limit int64) (Page, error) {
	if rec.Type != "response" || !strings.HasPrefix(strings.ToLower(rec.ContentType), "application/http") && !bytes.HasPrefix(rec.Block, []byte("HTTP/")) {
		return Page{Body: rec.Block, ContentType: rec.ContentType}, nil
	}
	in := bufio.NewReader(bytes.NewReader(rec.Block))
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		return Page{}, fmt.Errorf("the response cannot be read: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return Page{}, ErrStatus
	}
	p := Page{ContentType: resp.Header.Get("Content-Type")}
	coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if slices.Contains(resp.TransferEncoding, "chunked") {
		if p.Body, err = io.ReadAll(io.LimitReader(resp.Body, limit+1)); err != nil {
			if len(p.Body) == 0 { // archivers often store bodies decoded and leave the header as it was
				_, p.Body, _ = bytes.Cut(rec.Block, []byte("\r\n\r\n"))
			} else {
				p.Broken = fmt.Sprintf("its chunks break off behind %d bytes", len(p.Body))
			}
		}
	} else {
		// What follows the head is the body, whatever its length should be.
		p.Body, _ = io.ReadAll(in)
		switch n := int64(len(p.Body)); {
		case resp.ContentLength < 0 || n == resp.ContentLength || coding != "" && !packed(coding, p.Body):
		case n < resp.ContentLength:
			p.Broken = fmt.Sprintf("it breaks off behind %d of %d bytes", n, resp.ContentLength)
		default:
			p.Odd = fmt.Sprintf("%d bytes where its HTTP header says %d", n, resp.ContentLength)
		}
	}
	if packed(coding, p.Body) {
		if err := p.unpack(coding, limit); err != nil {
			return Page{}, err
		}
	} else if coding != "" && coding != "identity" && coding != "deflate" && !printable(p.Body) {
		return Page{}, fmt.Errorf("the body is encoded as %q, which is not read", coding)
	}
	if int64(len(p.Body)) > limit {
		return Page{}, fmt.Errorf("the page is longer than %d bytes, the limit for one document", limit)
	}
	return p, nil
}

// packed reports whether a body is compressed as its header says: archivers often store bodies decoded and leave the header as it was.
func packed(coding string, b []byte) bool {
	switch coding {
	case "gzip", "x-gzip":
		return bytes.HasPrefix(b, []byte("\x1f\x8b"))
	case "deflate":
		return !printable(b)
	case "zstd":
		return bytes.HasPrefix(b, []byte("\x28\xb5\x2f\xfd"))
	}
	return false
}

// unpack undoes the compression of a body. What comes out before it breaks off is kept.
func (p *Page) unpack(coding string, limit int64) error {
	in := bytes.NewReader(p.Body)
	var r io.Reader
	var err error
	switch coding {
	case "deflate": // with the head of zlib, as it should be, or without
		if r, err = zlib.NewReader(in); err != nil {
			in.Reset(p.Body)
			r, err = flate.NewReader(in), nil
		}
	case "zstd":
		var z *zstd.Decoder
		if z, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(limit)+1<<20)); err == nil {
			defer z.Close()
			r = z
		}
	default:
		r, err = gzip.NewReader(in)
	}
	var out []byte
	if err == nil {
		out, err = io.ReadAll(io.LimitReader(r, limit+1))
	}
	if err != nil && len(out) == 0 {
		return fmt.Errorf("the body is not %s: %w", coding, err)
	}
	if err != nil && p.Broken == "" {
		p.Broken = fmt.Sprintf("its compression breaks off behind %d bytes of text", len(out))
	}
	p.Body = out
	return nil
}

func printable(b []byte) bool {
	for _, c := range b[:min(len(b), 512)] {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
