package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// reader unpacks a stream. The library does so for encrypted files; it believes the length that a stream gives, and knows few of the ways to pack.
func (d *decoder) reader(v pdf.Value) io.Reader {
	raw, ok := d.raw(v)
	if !ok {
		return v.Reader()
	}
	var r io.Reader = bytes.NewReader(raw)
	filters, params := v.Key("Filter"), v.Key("DecodeParms")
	of := func(i int) pdf.Value { // some programs write the one without brackets and the other with
		if params.Kind() == pdf.Array {
			return params.Index(i)
		}
		if i > 0 || filters.Len() > 1 {
			return pdf.Value{}
		}
		return params
	}
	if filters.Kind() == pdf.Name {
		return unpack(r, filters.Name(), of(0))
	}
	const most = 8
	for i := range min(filters.Len(), most) {
		r = unpack(r, filters.Index(i).Name(), of(i))
	}
	return r
}

// raw returns the bytes of a stream as they stand in the file, up to where it says that it ends or, if no end is there, to where one is.
func (d *decoder) raw(v pdf.Value) ([]byte, bool) {
	if d.encrypted {
		return nil, false
	}
	s := v.String() // ends in where the stream stands
	at, err := strconv.Atoi(s[strings.LastIndexByte(s, '@')+1:])
	if err != nil || at < 0 || at > len(d.file) {
		return nil, false
	}
	b := d.file[at:]
	if n := v.Key("Length").Int64(); n >= 0 && n <= int64(len(b)) && bytes.HasPrefix(bytes.TrimLeft(b[n:min(int(n)+16, len(b))], " \r\n"), []byte("endstr")) {
		return b[:n], true
	}
	if n := bytes.Index(b, []byte("endstream")); n >= 0 {
		return b[:n], true
	}
	return b, true
}

func unpack(r io.Reader, filter string, params pdf.Value) io.Reader {
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(r)
		if err != nil {
			panic(err)
		}
		return unpredict(z, params)
	case "LZWDecode", "LZW":
		early := 1
		if e := params.Key("EarlyChange"); e.Kind() == pdf.Integer && e.Int64() == 0 {
			early = 0
		}
		return unpredict(&unlzw{r: bufio.NewReader(r), early: early}, params)
	case "ASCII85Decode", "A85":
		b, _ := io.ReadAll(io.LimitReader(r, maxStream))
		b, _, _ = bytes.Cut(b, []byte("~>"))
		return ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("<~"))))
	case "ASCIIHexDecode", "AHx":
		b, _ := io.ReadAll(io.LimitReader(r, maxStream))
		b, _, _ = bytes.Cut(b, []byte(">"))
		return strings.NewReader(unhex(b))
	case "RunLengthDecode", "RL":
		return &runs{r: bufio.NewReader(r)}
	}
	panic(fmt.Sprintf("packed in a way that is not known (%.40s)", filter))
}

// runs unpacks runs of one byte.
type runs struct {
	r       *bufio.Reader
	pending []byte
}

func (u *runs) Read(p []byte) (int, error) {
	for len(u.pending) == 0 {
		n, err := u.r.ReadByte()
		switch {
		case err != nil || n == 128:
			return 0, io.EOF
		case n < 128:
			u.pending = make([]byte, int(n)+1)
			k, _ := io.ReadFull(u.r, u.pending)
			u.pending = u.pending[:k]
		default:
			c, err := u.r.ReadByte()
			if err != nil {
				return 0, io.EOF
			}
			u.pending = bytes.Repeat([]byte{c}, 257-int(n))
		}
	}
	n := copy(p, u.pending)
	u.pending = u.pending[n:]
	return n, nil
}

// unlzw unpacks LZW as PDF has it: codes become longer one code early, unless the file says otherwise.
type unlzw struct {
	r       *bufio.Reader
	early   int
	table   [][]byte
	last    []byte
	bits    uint32
	have    int
	width   int
	pending []byte
}

func (u *unlzw) Read(p []byte) (int, error) {
	const clear, end, most = 256, 257, 4096
	for len(u.pending) == 0 {
		if u.table == nil {
			u.table, u.width, u.last = make([][]byte, end+1, most), 9, nil
			for c := range clear {
				u.table[c] = []byte{byte(c)}
			}
		}
		for u.have < u.width {
			c, err := u.r.ReadByte()
			if err != nil {
				return 0, io.EOF
			}
			u.bits, u.have = u.bits<<8|uint32(c), u.have+8
		}
		code := int(u.bits>>(u.have-u.width)) & (1<<u.width - 1)
		u.have -= u.width
		switch {
		case code == clear:
			u.table = nil
			continue
		case code == end:
			return 0, io.EOF
		case code < len(u.table):
			u.pending = u.table[code]
		case code == len(u.table) && u.last != nil:
			u.pending = append(bytes.Clone(u.last), u.last[0])
		default:
			return 0, errors.New("its packing is damaged")
		}
		if u.last != nil && len(u.table) < most {
			u.table = append(u.table, append(bytes.Clone(u.last), u.pending[0]))
		}
		u.last = u.pending
		if len(u.table)+u.early >= 1<<u.width && u.width < 12 {
			u.width++
		}
	}
	n := copy(p, u.pending)
	u.pending = u.pending[n:]
	return n, nil
}

const maxRow = 1 << 20 // bytes of a row of what is predicted

// unpredict undoes what a stream was put through before it was packed, if anything: bytes as differences from those beside and above them.
func unpredict(r io.Reader, params pdf.Value) io.Reader {
	number := func(key string, otherwise int64) int64 {
		if v := params.Key(key); v.Kind() == pdf.Integer {
			return v.Int64()
		}
		return otherwise
	}
	kind := number("Predictor", 1)
	if kind == 1 {
		return r
	}
	columns, colors, bits := number("Columns", 1), number("Colors", 1), number("BitsPerComponent", 8)
	const tiff, png, last = 2, 10, 15
	if kind != tiff && (kind < png || kind > last) || kind == tiff && bits != 8 {
		panic(fmt.Sprintf("packed with a predictor that is not known (%d, of %d bits)", kind, bits))
	}
	if columns < 1 || columns > maxRow || colors < 1 || colors > 32 || bits < 1 || bits > 16 || columns*colors*bits > 8*maxRow {
		panic("packed in rows of a length that makes no sense")
	}
	u := &rows{r: r, tagged: kind >= png, step: int(colors*bits+7) / 8}
	n := int(columns*colors*bits+7) / 8
	u.row, u.above = make([]byte, n), make([]byte, n)
	return u
}

// rows undoes the predictors of PNG, of which each row names its own, and that of TIFF.
type rows struct {
	r          io.Reader
	tagged     bool // as PNG has it
	step       int  // bytes from a sample to the one beside it
	row, above []byte
	pending    []byte
	err        error
}

func (u *rows) Read(p []byte) (int, error) {
	for len(u.pending) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		const left = 1
		tag := []byte{left}
		if u.tagged {
			u.fill(tag)
		}
		u.row, u.above = u.above, u.row
		b := u.row[:u.fill(u.row)] // the last row may be short
		if len(b) > 0 && !u.undo(tag[0], b) {
			u.err = errors.New("its packing is damaged")
			continue
		}
		u.pending = b
	}
	n := copy(p, u.pending)
	u.pending = u.pending[n:]
	return n, nil
}

// fill reads as much of b as there is.
func (u *rows) fill(b []byte) (n int) {
	for n < len(b) && u.err == nil {
		var k int
		k, u.err = u.r.Read(b[n:])
		n += k
	}
	return n
}

// undo makes a row of differences one of bytes.
func (u *rows) undo(tag byte, b []byte) bool {
	for i := range b {
		var left, corner int
		above := int(u.above[i])
		if i >= u.step {
			left, corner = int(b[i-u.step]), int(u.above[i-u.step])
		}
		switch tag {
		case 0:
			return true
		case 1:
			b[i] += byte(left)
		case 2:
			b[i] += byte(above)
		case 3:
			b[i] += byte((left + above) / 2)
		case 4:
			b[i] += byte(paeth(left, above, corner))
		default:
			return false
		}
	}
	return true
}

// paeth is the one of three that is nearest to left + above - corner.
func paeth(left, above, corner int) int {
	away := func(n int) int { return max(n, -n) }
	a, b, c := away(above-corner), away(left-corner), away(left+above-2*corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return above
	}
	return corner
}
